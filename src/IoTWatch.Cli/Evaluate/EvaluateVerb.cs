using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Core.Beaconing;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Households;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Cli.Evaluate;

/// <summary><c>iotwatch evaluate</c>: measures the detector on labelled captures and in simulated homes.</summary>
internal sealed class EvaluateVerb
{
    private static readonly HouseholdOptions Defaults = new();

    private readonly Option<string[]> _labels = new("--labels")
    {
        HelpName = "FILE",
        Description = "Label file (labels.json): captures and their malicious channels; repeat for several",
    };

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "DIR",
        Description = "The folder that paths in label files are relative to [default: each label file's own folder]",
    };

    private readonly Option<int?> _households = NumberOption.Create(
        "--households", "N", 1, 1_000, "Also watch N simulated homes with beacons in some devices [default: none]");

    private readonly Option<int?> _days = NumberOption.Create(
        "--days", "N", 1, 3_650, $"With --households: days that each home is watched [default: {Defaults.Days}]");

    private readonly Option<int?> _devices = NumberOption.Create(
        "--devices", "N", 8, 200, $"With --households: devices in each [default: {Defaults.Devices}]");

    private readonly Option<int?> _seed = NumberOption.Create(
        "--seed", "N", 0, int.MaxValue,
        $"With --households: the first home's seed, the next homes get the next seeds [default: {Defaults.Seed}]");

    private readonly Option<string?> _report = new("--report")
    {
        HelpName = "OUT.HTML",
        Description = "Write the whole report as one HTML file with plots",
    };

    private readonly Option<string?> _json = new("--json")
    {
        HelpName = "OUT.JSON",
        Description = "Write the whole report as JSON",
    };

    private readonly Option<string?> _markdown = new("--markdown")
    {
        HelpName = "OUT.MD",
        Description = "Write the whole report as Markdown",
    };

    private readonly DetectionArguments _detection = new(
        "as the labels say; in simulated homes a quarter of the days, 7d at most");

    private readonly FormatOption _format = new();

    public static Command Create(Terminal terminal) => new EvaluateVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("evaluate")
        {
            _labels, _data, _households, _days, _devices, _seed, _report, _json, _markdown, _format.Option,
        };
        _detection.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_labels) is null && result.GetResult(_households) is null)
                result.AddError("--labels or --households: one of them is needed");
            foreach (var option in (Option[])[_days, _devices, _seed])
                if (result.GetResult(option) is not null && result.GetResult(_households) is null)
                    result.AddError($"{option.Name}: only together with --households");
            if (result.GetResult(_data) is not null && result.GetResult(_labels) is null)
                result.AddError("--data: only together with --labels");
        });
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, terminal, cancellation), cancellation));
        return new VerbHelp(
            "Measure the detector: recall, precision, time to detect and false alerts on labelled captures "
            + "and in simulated homes, beside two baselines and RITA's score.",
            "iotwatch evaluate --labels labels.json --report accuracy.html",
            "iotwatch evaluate --households 10 --days 30 --json accuracy.json").AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var labels = new LabelFiles(parsed.GetValue(_labels) ?? [], parsed.GetValue(_data)).Read(terminal);
        var pipelines = new CapturePipelines(_detection.Read(parsed), terminal);
        var outputs = new ReportFiles(parsed.GetValue(_json), parsed.GetValue(_markdown), parsed.GetValue(_report));
        outputs.Check();

        var report = Progress.Run(terminal, progress => Evaluate(parsed, labels, pipelines, progress), cancellation);

        outputs.Write(report, terminal);
        ReportConsole.Write(report, _format.Read(parsed, terminal), terminal);
        var captures = report.Labelled?.Captures ?? [];
        var unreadable = captures.Where(capture => capture.Unreadable is not null)
            .Select(capture => $"{capture.Capture.Title}: {capture.Unreadable}").ToList();
        return unreadable.Count == 0 ? ExitCode.Done : throw new InputException(unreadable);
    }

    private EvaluationReport Evaluate(
        ParseResult parsed, IReadOnlyList<CaptureLabel> labels, CapturePipelines pipelines, IProgress<string> progress)
    {
        var context = new EvaluationContext(pipelines.Open, Registry.PublicSuffixList(), progress);
        var labelledRun = new LabelledRun(context);
        var labelled = labels.Count > 0 ? labelledRun.Evaluate(labels) : null;
        var householdRun = new HouseholdRun(context, Households(parsed));
        var households = parsed.GetValue(_households) is not null ? householdRun.Evaluate() : null;
        var files = string.Join(", ", (parsed.GetValue(_labels) ?? []).Select(Path.GetFileName));
        return new EvaluationReport(
            CommandText(parsed), pipelines.Model, BeaconFeatures.Version, labels.Count > 0 ? files : null,
            labelled, households,
            [.. labelledRun.Throughput, .. householdRun.Throughput], TimelineSummary.PeakMebibytes);
    }

    private HouseholdOptions Households(ParseResult parsed) => Defaults with
    {
        Households = parsed.GetValue(_households) ?? Defaults.Households,
        Days = parsed.GetValue(_days) ?? Defaults.Days,
        Devices = parsed.GetValue(_devices) ?? Defaults.Devices,
        Seed = (ulong?)parsed.GetValue(_seed) ?? Defaults.Seed,
        Learn = _detection.Learn(parsed),
    };

    /// <summary>The options that decide the figures, files without folders: the same on every machine.</summary>
    private string CommandText(ParseResult parsed)
    {
        var words = new List<string> { "iotwatch evaluate" };
        words.AddRange((parsed.GetValue(_labels) ?? []).Select(file => $"--labels {Path.GetFileName(file)}"));
        if (parsed.GetValue(_households) is not null)
        {
            var options = Households(parsed);
            words.Add(FormattableString.Invariant(
                $"--households {options.Households} --days {options.Days} --seed {options.Seed}"));
            if (options.Devices != Defaults.Devices)
                words.Add(FormattableString.Invariant($"--devices {options.Devices}"));
        }
        words.AddRange(_detection.Words(parsed));
        return string.Join(' ', words);
    }
}
