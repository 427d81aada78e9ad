using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Text;
using IoTWatch.Learning.Models;
using IoTWatch.Learning.Training;

namespace IoTWatch.Cli.Training;

/// <summary><c>iotwatch train</c>: trains a beacon model on generated channels and writes it with its card.</summary>
internal sealed class TrainVerb
{
    private readonly Option<string> _out = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = "Folder for model.zip, card.json and README.md; existing files are replaced",
    };

    private readonly Option<ulong?> _seed = NumberOption.Create(
        "--seed", "N", 0UL, ulong.MaxValue, "The same seed gives the same bytes [default: 1]");

    private readonly Option<int?> _number = NumberOption.Create(
        "--number", "N", 1, 1_000_000, "The model is called beacon/N [default: 1]");

    private readonly Option<bool> _leaveOut = new("--leave-one-family-out")
    {
        Description = "Also measure each family by a model trained without it; needs one training per family",
    };

    private readonly FormatOption _format = new();

    public static Command Create(Terminal terminal) => new TrainVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("train") { _out, _seed, _number, _leaveOut, _format.Option };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, terminal, cancellation), cancellation));
        return new VerbHelp(
            "Train the beacon model on generated channels, measure it on others beside two baselines and RITA, "
            + "and write it with its card.",
            "iotwatch train --out my-model",
            "iotwatch channels capture.pcap --model my-model").AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var folder = parsed.GetRequiredValue(_out);
        if (File.Exists(folder))
            throw new UsageException([$"--out {folder}: is a file, not a folder"]);
        var defaults = new TrainingOptions();
        var options = defaults with
        {
            Seed = parsed.GetValue(_seed) ?? defaults.Seed,
            Number = parsed.GetValue(_number) ?? defaults.Number,
            LeaveOneFamilyOut = parsed.GetValue(_leaveOut),
        };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var trained = Progress.Run(terminal, progress => Trainer.Train(options, progress), cancellation);
        try
        {
            trained.Save(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException([$"--out {folder}: {error.Message}"]);
        }

        FiguresTable.Write(trained.Card, _format.Read(parsed, terminal), terminal);
        var elapsed = DisplayText.Period(watch.Elapsed.TotalSeconds);
        StatusLine.Write(
            terminal.Error, "model",
            $"{trained.Card.Id} in {SafeText.Of(folder)}, {trained.Card.TrainingSamples:n0} samples, {elapsed}");
        StatusLine.Write(terminal.Error, "sha-256", $"{trained.Card.ModelSha256}");
        return ExitCode.Done;
    }
}
