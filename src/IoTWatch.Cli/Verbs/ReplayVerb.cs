using System.CommandLine;
using IoTWatch.Cli.Alerts;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Sensors;

namespace IoTWatch.Cli.Verbs;

/// <summary><c>iotwatch replay</c>: what would have been alerted, or the same telemetry sent to a broker instead.</summary>
internal sealed class ReplayVerb
{
    private readonly CapturePaths _paths = new();
    private readonly DetectionArguments _detection = new();
    private readonly FormatOption _format = new();

    private readonly Option<Severity?> _failOn = new("--fail-on")
    {
        HelpName = "SEVERITY",
        Description = "Exit with 1 if an alert is at least this severe: info, low, medium, high or critical",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Enum.TryParse<Severity>(text, ignoreCase: true, out var severity) && !char.IsAsciiDigit(text[0]))
                return severity;
            result.AddError($"--fail-on {text}: not one of info, low, medium, high, critical");
            return null;
        },
    };

    private readonly Option<BrokerAddress?> _publish = new("--publish")
    {
        HelpName = "mqtt://HOST:PORT[/BASE]",
        Description = "Send the captures as telemetry to this broker (base topic: iotwatch) instead of detecting here",
        CustomParser = result =>
        {
            if (BrokerAddress.TryParse(result.Tokens[0].Value, out var address))
                return address;
            result.AddError($"--publish {result.Tokens[0].Value}: not a broker such as mqtt://127.0.0.1:1883 or mqtt://user:password@host:1883/base-topic");
            return null;
        },
    };

    private readonly Option<double?> _speed = NumberOption.Create(
        "--speed", "N", 0.001, 1e6, "With --publish: N times as fast as it was captured [default: as fast as it goes]");

    private readonly Option<bool> _review = new("--review")
    {
        Description = "Print, and count for --fail-on, what waits for review too: regular calls found while a device was being learned",
    };

    public static Command Create(Terminal terminal) => new ReplayVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("replay") { _paths.Argument };
        _detection.AddTo(command);
        command.Options.Add(_format.Option);
        command.Options.Add(_failOn);
        command.Options.Add(_review);
        command.Options.Add(_publish);
        command.Options.Add(_speed);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_speed) is not null && result.GetResult(_publish) is null)
                result.AddError("--speed: only together with --publish");
        });
        // On a task of its own: Ctrl-C is only listened to once the action has returned one.
        command.SetAction((parsed, cancellation) => parsed.GetValue(_publish) is { } broker
            ? PublishRun.RunAsync(_paths.Read(parsed), broker, parsed.GetValue(_speed), terminal, cancellation)
            : Task.Run(() => Detect(parsed, terminal, cancellation), cancellation));
        return new VerbHelp("Run captures through the detector as one timeline, as fast as it goes, and print the alerts; or send them to a broker.",
            "iotwatch replay --learn 3d week.pcap.gz",
            "iotwatch replay captures/ --fail-on high --format jsonl > alerts.jsonl",
            "iotwatch replay capture.pcap --speed 60 --publish mqtt://127.0.0.1:1883").On(command);
    }

    private int Detect(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = _detection.Read(parsed).Open(warning => TimelineSummary.Line(terminal.Error, "note", $"{SafeText.Of(warning, shown: 1000)}"));
        var run = new TimelineRun(_paths.Read(parsed), terminal);
        var ledger = new AlertLedger();
        var changes = new List<AlertChange>();
        run.Each(observation =>
        {
            pipeline.Observe(observation, changes);
            if (changes.Count > 0)
                ledger.Take(changes);
        }, cancellation);

        var review = ledger.ForReview();
        var alerts = parsed.GetValue(_review) ? AlertLedger.InOrder([.. ledger.Final(), .. review]) : ledger.Final();
        Write(alerts, _format.Read(parsed, terminal), terminal);
        TimelineSummary.Write(run, terminal.Error);
        TimelineSummary.Line(terminal.Error, "alerts", $"{alerts.Count(alert => alert.State != AlertState.Review):n0}, model {pipeline.Model.Id}");
        if (review.Count > 0)
            TimelineSummary.Line(terminal.Error, "for review", $"{review.Count:n0} found while learning{(parsed.GetValue(_review) ? "" : "; --review prints them")}");
        return parsed.GetValue(_failOn) is { } severity && alerts.Any(alert => alert.Severity >= severity && alert.SuppressedBy is null)
            ? ExitCode.Findings
            : ExitCode.Done;
    }

    private static void Write(IReadOnlyList<Alert> alerts, RowFormat format, Terminal terminal)
    {
        if (format == RowFormat.Table)
            AlertListing.Write(alerts, terminal.OutConsole);
        if (format == RowFormat.Csv)
            terminal.Out.WriteLine(AlertCsv.Header);
        foreach (var alert in format == RowFormat.Table ? [] : alerts)
            terminal.Out.WriteLine(format == RowFormat.Csv ? AlertCsv.Line(alert) : AlertJson.Write(alert));
        terminal.Out.Flush();
    }
}
