using System.CommandLine;
using System.Globalization;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Core.Alerts;

namespace IoTWatch.Cli.Profiles;

/// <summary>
/// <c>iotwatch profile test</c>: prints the share of each device's contacts that its profile covers, and the channels
/// that it does not cover.
/// </summary>
internal sealed class TestVerb
{
    private readonly CapturePaths _paths = new();
    private readonly DetectionArguments _detection = new();
    private readonly SpanOptions _span = new();
    private readonly FormatOption _format = new();

    private readonly Option<double?> _minCompliance = new("--min-compliance")
    {
        HelpName = "PERCENT",
        Description = "Exit with 1 if a device with a profile has fewer of its contacts covered",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
                && percent is >= 0 and <= 100)
                return percent;
            result.AddError($"--min-compliance {text}: not a share from 0 to 100");
            return null;
        },
    };

    public static Command Create(Terminal terminal) => new TestVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("test") { _paths.Argument };
        _detection.AddTo(command);
        _span.AddTo(command);
        command.Options.Add(_format.Option);
        command.Options.Add(_minCompliance);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return new VerbHelp(
            "Test captures against profiles: the share of each device's contacts and channels that its profile covers, "
            + "and the channels it does not cover.",
            "iotwatch profile test week.pcap.gz --from 3d --profiles learned",
            "iotwatch profile test captures/ --min-compliance 99 --format csv > violations.csv").AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = DetectionArguments.Open(_detection.Read(parsed), terminal);
        var run = new TimelineRun(_paths.Read(parsed), terminal);
        var within = _span.Read(parsed);
        var ignored = new List<AlertChange>();
        run.ForEach(observation =>
        {
            if (within(observation))
                pipeline.Observe(observation, ignored);
            ignored.Clear();
        }, cancellation);

        var devices = Compliance.Of(pipeline);
        ComplianceRows.Write(devices, _format.Read(parsed, terminal), terminal);
        TimelineSummary.Write(run, terminal.Error);
        var tested = devices.Where(device => device.HasProfile).ToList();
        var compliant = tested.Count(device => device.Violations.Count == 0);
        StatusLine.Write(
            terminal.Error, "compliance",
            $"{tested.Count:n0} of {devices.Count:n0} devices have a profile; {compliant:n0} comply fully");
        var minPercent = parsed.GetValue(_minCompliance);
        return tested.Exists(device => device.ContactsPercent < minPercent) ? ExitCode.Findings : ExitCode.Done;
    }
}
