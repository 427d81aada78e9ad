using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Cli.Simulation;

/// <summary><c>iotwatch simulate</c>: writes a simulated home as captures, with its ground truth.</summary>
internal sealed class SimulateVerb
{
    private static readonly ScenarioOptions Defaults = new();

    private readonly Argument<string> _scenario = new("SCENARIO")
    {
        Description = string.Join(
            '\n', Scenario.All.Select(scenario => $"{scenario.Name}: {scenario.Description}")),
    };

    private readonly Option<string> _out = new("--out")
    {
        HelpName = "DIR",
        Required = true,
        Description = "Folder for the capture and labels.json",
    };

    private readonly Option<SimulationFormat> _format = new("--format")
    {
        HelpName = "pcap|zeek|jsonl",
        Description = "A packet capture, Zeek logs, or telemetry as it goes over MQTT [default: pcap]",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Enum.TryParse<SimulationFormat>(text, ignoreCase: true, out var format) || char.IsAsciiDigit(text[0]))
                result.AddError($"--format {text}: not one of pcap, zeek, jsonl");
            return format;
        },
    };

    private readonly Option<ulong?> _seed = NumberOption.Create(
        "--seed", "N", 0UL, ulong.MaxValue, "The same seed and options give the same bytes [default: 1]");

    private readonly Option<TimeSpan?> _duration = DurationOption.Create(
        "--duration", "How long the home is watched [default: the scenario's own]");

    private readonly Option<double?> _period = NumberOption.Create(
        "--period", "SECONDS", 0.5, 86_400, "Period of the calls that should be found [default: 60]");

    private readonly Option<double?> _jitter = NumberOption.Create(
        "--jitter", "SHARE", 0, 0.9, "Their jitter: each gap is the period × (1 ± U(0, jitter)) [default: 0.02]");

    private readonly Option<double?> _missed = NumberOption.Create(
        "--missed", "SHARE", 0, 0.9, "Share of those calls that is left out [default: 0]");

    private readonly Option<TimeSpan?> _after = DurationOption.Create(
        "--goes-wrong-after", "When the first device is compromised; 8d is after a week of learning [default: 2m]");

    private readonly Option<int?> _devices = NumberOption.Create(
        "--devices", "N", 1, 200, "Devices in a household [default: 30]");

    private readonly Option<int?> _compromised = NumberOption.Create(
        "--compromised", "N", 0, 200,
        "How many devices of a household are compromised, at most all of them [default: 1]");

    private readonly Option<bool> _inFlow = new("--in-flow")
    {
        Description = "The calls are keep-alives inside one long connection",
    };

    public static Command Create(Terminal terminal) => new SimulateVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var names = string.Join(", ", Scenario.All.Select(scenario => scenario.Name));
        _scenario.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Scenario.Find(token.Value) is null)
                result.AddError($"{token.Value}: no such scenario; there are {names}");
        });
        var command = new Command("simulate")
        {
            _scenario, _out, _format, _seed, _duration, _period, _jitter, _missed, _inFlow, _after,
            _devices, _compromised,
        };
        command.SetAction(parsed => Run(parsed, terminal));
        return new VerbHelp(
            "Write a simulated home as captures, with its ground truth in labels.json.",
            "iotwatch simulate kettle --out kettle",
            "iotwatch simulate beacon --out slow --period 14400 --jitter 0.1 --duration 7d --format zeek",
            "iotwatch simulate household --out home --duration 14d --goes-wrong-after 8d --compromised 2 "
            + "--format jsonl")
            .AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal)
    {
        var folder = parsed.GetRequiredValue(_out);
        var options = Defaults with
        {
            Seed = parsed.GetValue(_seed) ?? Defaults.Seed,
            Duration = parsed.GetValue(_duration),
            PeriodSeconds = parsed.GetValue(_period) ?? Defaults.PeriodSeconds,
            Jitter = parsed.GetValue(_jitter) ?? Defaults.Jitter,
            Missed = parsed.GetValue(_missed) ?? Defaults.Missed,
            InFlow = parsed.GetValue(_inFlow),
            BeaconAfter = parsed.GetValue(_after) ?? Defaults.BeaconAfter,
            Devices = parsed.GetValue(_devices) ?? Defaults.Devices,
            Compromised = parsed.GetValue(_compromised) ?? Defaults.Compromised,
        };
        try
        {
            var scenario = Scenario.Find(parsed.GetRequiredValue(_scenario))!;
            var result = SimulationWriter.Write(scenario, options, parsed.GetValue(_format), folder);
            foreach (var file in result.Files)
                terminal.Out.WriteLine(file);
            StatusLine.Write(
                terminal.Error, "written",
                $"{result.Written:n0} observations, {result.LeftOut:n0} that the format cannot show");
            foreach (var truth in result.Truth)
            {
                var channel = $"{truth.Device} ({truth.Mac}) -> {truth.Address}:{truth.Port}/{truth.Protocol}";
                var inFlow = truth.InFlow ? ", inside one connection" : "";
                StatusLine.Write(
                    terminal.Error, "to find",
                    $"{channel} every {truth.PeriodSeconds:0.###} s from {truth.FromAt:u}{inFlow}");
            }
            return ExitCode.Done;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException([$"--out {folder}: {error.Message}"]);
        }
    }
}
