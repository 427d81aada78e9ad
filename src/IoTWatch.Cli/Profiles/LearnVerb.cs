using System.CommandLine;
using IoTWatch.Application.Composition;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;
using IoTWatch.Core.Text;

namespace IoTWatch.Cli.Profiles;

/// <summary><c>iotwatch profile learn</c>: learns a profile of each device from captures.</summary>
internal sealed class LearnVerb
{
    // By default all of the captures are learned: no profile is frozen before their end.
    private static readonly DetectionOptions Defaults = DetectionOptions.Shipped with
    {
        Pipeline = new PipelineOptions { Learn = TimeSpan.FromDays(36_500) },
    };

    private readonly CapturePaths _paths = new();
    private readonly DetectionArguments _detection = new("all of the captures");
    private readonly SpanOptions _span = new();

    private readonly Option<string[]> _device = new("--device")
    {
        HelpName = "ID",
        Description = "Only this device: its MAC's twelve hex digits, its IP address or its name; may be repeated "
            + "[default: all]",
    };

    private readonly Option<string> _out = new("--out")
    {
        HelpName = "DIR",
        DefaultValueFactory = _ => "profiles",
        Description = "Folder for the documents, one a device; one of the same name is replaced",
    };

    private readonly Option<bool> _trust = new("--trust")
    {
        Description = "Also learn the calls that would wait for review: you have checked that they are legitimate",
    };

    public static Command Create(Terminal terminal) => new LearnVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("learn") { _paths.Argument };
        _detection.AddTo(command);
        _span.AddTo(command);
        command.Options.Add(_device);
        command.Options.Add(_out);
        command.Options.Add(_trust);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return new VerbHelp(
            "Learn a profile of each device from captures and write it as a MUD document. "
            + "Unrelated parties that a device calls regularly are left out and listed for review.",
            "iotwatch profile learn week.pcap.gz --until 3d --out learned",
            "iotwatch profile learn zeek-logs/ --device 192.168.1.50").AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = DetectionArguments.Open(_detection.Read(parsed, Defaults), terminal);
        var run = new TimelineRun(_paths.Read(parsed), terminal);
        var within = _span.Read(parsed);
        var ignored = new List<AlertChange>();
        run.ForEach(observation =>
        {
            if (within(observation))
                pipeline.Observe(observation, ignored);
            ignored.Clear();
        }, cancellation);

        var wanted = parsed.GetValue(_device) ?? [];
        var monitors = pipeline.Home.Analyses
            .Where(monitor => wanted.Length == 0 || wanted.Any(device => Is(monitor, device))).ToList();
        var absent = wanted.Where(device => !monitors.Any(monitor => Is(monitor, device)))
            .Select(device => $"--device {device}: no such device in the captures").ToList();
        if (absent.Count > 0)
            throw new UsageException(absent);
        if (parsed.GetValue(_trust))
            foreach (var item in pipeline.Administration.Reviews().ToList())
                pipeline.Home.Find(new DeviceId(item.Device))?.Policy.LearnReviewed(item.Channel);
        foreach (var monitor in monitors)
            Write(monitor, pipeline.Home.NowAt, parsed.GetRequiredValue(_out), terminal);
        TimelineSummary.Write(run, terminal.Error);
        foreach (var item in pipeline.Administration.Reviews())
            if (monitors.Exists(monitor => monitor.Device.Id.Value == item.Device))
            {
                var to = SafeText.Of(item.HostName ?? item.Channel.Destination);
                var service = $"{SnakeCase.Of(item.Channel.Protocol)}/{item.Channel.Port}";
                var period = DisplayText.Period(item.PeriodSeconds);
                StatusLine.Write(
                    terminal.Error, "for review",
                    $"{item.Device} -> {to} {service} every {period}: an unrelated party, not learned");
            }
        return ExitCode.Done;
    }

    private static void Write(DeviceAnalysis monitor, DateTime at, string folder, Terminal terminal)
    {
        if (monitor.State.Learned.Rules.Count == 0)
            return;
        monitor.Policy.Freeze(at);
        var json = LearnedMud.Write(monitor.Device, monitor.State.Learned, at, out var leftOut);
        var file = $"{monitor.Device.Id.Value.Replace(':', '-')}.json";
        terminal.Out.WriteLine(ProfileFiles.Write(folder, file, json));
        var name = monitor.Device.HostName ?? monitor.Policy.Vendor ?? "";
        var rules = DisplayText.Count(monitor.State.Learned.Rules.Count - leftOut);
        var omitted = leftOut > 0 ? $", {DisplayText.Count(leftOut)} left out" : "";
        StatusLine.Write(
            terminal.Error, "learned", $"{monitor.Device.Id} {SafeText.Of(name)}: {rules} rules{omitted}");
    }

    private static bool Is(DeviceAnalysis monitor, string device) =>
        monitor.Device.Id.Value == device
        || monitor.Device.Address.ToString() == device
        || string.Equals(monitor.Device.Id.Value, WithoutColons(device), StringComparison.OrdinalIgnoreCase)
        || string.Equals(monitor.Device.HostName, device, StringComparison.OrdinalIgnoreCase);

    private static string WithoutColons(string mac) => mac.Replace(":", "", StringComparison.Ordinal);
}
