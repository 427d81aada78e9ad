using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;

namespace IoTWatch.Cli.Replay;

/// <summary><c>iotwatch replay</c>: prints the alerts of captures, or sends the captures to a broker instead.</summary>
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

    // A plain text: the type of a broker's address would load the service's assembly into every run.
    private readonly Option<string?> _publish = new("--publish")
    {
        HelpName = "mqtt://HOST:PORT[/BASE]",
        Description = "Send the captures as telemetry to this broker (base topic: iotwatch) instead of detecting here",
    };

    private readonly Option<double?> _speed = NumberOption.Create(
        "--speed", "N", 0.001, 1e6,
        "With --publish: N times as fast as it was captured [default: as fast as possible]");

    private readonly Option<bool> _review = new("--review")
    {
        Description = "Also print, and count for --fail-on, the alerts that wait for review: "
            + "regular calls found while a device was being learned",
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
        _publish.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !PublishRun.IsBroker(token.Value)))
                result.AddError($"--publish {token.Value}: not a broker such as mqtt://127.0.0.1:1883 "
                    + "or mqtt://user:password@host:1883/base-topic");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(_speed) is not null && result.GetResult(_publish) is null)
                result.AddError("--speed: only together with --publish");
        });
        // On a task of its own: Ctrl-C is handled only after the action has returned a task.
        command.SetAction((parsed, cancellation) => parsed.GetValue(_publish) is { } broker
            ? PublishRun.RunAsync(_paths.Read(parsed), broker, parsed.GetValue(_speed), terminal, cancellation)
            : Task.Run(() => Detect(parsed, terminal, cancellation), cancellation));
        return new VerbHelp(
            "Run captures through the detector as one timeline, as fast as possible, and print the alerts; "
            + "or send them to a broker.",
            "iotwatch replay --learn 3d week.pcap.gz",
            "iotwatch replay captures/ --fail-on high --format jsonl > alerts.jsonl",
            "iotwatch replay capture.pcap --speed 60 --publish mqtt://127.0.0.1:1883").AddTo(command);
    }

    private int Detect(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = DetectionArguments.Open(_detection.Read(parsed), terminal);
        var run = new TimelineRun(_paths.Read(parsed), terminal);
        var latest = new LatestAlerts();
        var changes = new List<AlertChange>();
        run.ForEach(observation =>
        {
            pipeline.Observe(observation, changes);
            if (changes.Count > 0)
                latest.Apply(changes);
        }, cancellation);

        var printsReview = parsed.GetValue(_review);
        var (alerts, inReview) = (latest.OutsideReview(), latest.InReview());
        var printed = printsReview ? LatestAlerts.InOrder([.. alerts, .. inReview]) : alerts;
        Write(printed, _format.Read(parsed, terminal), terminal);
        TimelineSummary.Write(run, terminal.Error);
        StatusLine.Write(terminal.Error, "alerts", $"{alerts.Count:n0}, model {pipeline.Model.Id}");
        if (inReview.Count > 0)
            StatusLine.Write(
                terminal.Error, "for review",
                $"{inReview.Count:n0} found while learning{(printsReview ? "" : "; --review prints them")}");
        bool Fails(Alert alert) => alert.Severity >= parsed.GetValue(_failOn) && alert.SuppressedBy is null;
        return printed.Any(Fails) ? ExitCode.Findings : ExitCode.Done;
    }

    private static void Write(IReadOnlyList<Alert> alerts, RowFormat format, Terminal terminal)
    {
        switch (format)
        {
            case RowFormat.Table:
                AlertListing.Write(alerts, terminal.OutConsole);
                break;
            case RowFormat.Csv:
                Csv.Write(terminal.Out, AlertColumns.All, alerts);
                break;
            default:
                foreach (var alert in alerts)
                    terminal.Out.WriteLine(AlertJson.Write(alert));
                break;
        }
        terminal.Out.Flush();
    }
}
