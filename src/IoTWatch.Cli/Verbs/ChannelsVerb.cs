using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Channels;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;

namespace IoTWatch.Cli.Verbs;

/// <summary><c>iotwatch channels</c>: who calls whom, how regularly, and what the model and RITA make of it.</summary>
internal sealed class ChannelsVerb
{
    private const int TopOnTerminal = 40;

    private readonly CapturePaths _paths = new();
    private readonly DetectionArguments _detection = new();
    private readonly FormatOption _format = new();

    private readonly Option<int?> _top = NumberOption.Create(
        "--top", "N", 0, int.MaxValue, $"Only the N channels with the highest probability; 0 = all [default: {TopOnTerminal} in a table, else all]");

    public static Command Create(Terminal terminal) => new ChannelsVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("channels") { _paths.Argument };
        _detection.AddTo(command);
        command.Options.Add(_format.Option);
        command.Options.Add(_top);
        // On a task of its own: Ctrl-C is only listened to once the action has returned one.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, terminal, cancellation), cancellation));
        return new VerbHelp("List every channel (device, destination, protocol, port) of captures with its period, jitter, probability of automated calling and RITA score.",
            "iotwatch channels capture.pcap.gz",
            "iotwatch channels zeek-logs/ --local 10.0.0.0/8 --format csv > channels.csv").On(command);
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = _detection.Read(parsed).Open(warning => TimelineSummary.Line(terminal.Error, "note", $"{SafeText.Of(warning, shown: 1000)}"));
        var run = new TimelineRun(_paths.Read(parsed), terminal);
        var rita = new RitaWindow();
        var changes = new List<AlertChange>();
        run.Each(observation =>
        {
            rita.Add(observation);
            pipeline.Observe(observation, changes);
            changes.Clear();
        }, cancellation);

        var format = _format.Read(parsed, terminal);
        var all = pipeline.Channels().Select(channel => ChannelRow.Of(channel, rita)).ToList();
        var top = parsed.GetValue(_top) ?? (format == RowFormat.Table ? TopOnTerminal : 0);
        // OrderBy is stable: equals keep the pipeline's order, so the output is the same every time.
        var rows = top == 0 && format != RowFormat.Table ? all : all.OrderByDescending(row => row.Channel.Probability).ThenByDescending(row => row.Channel.Contacts).Take(top == 0 ? int.MaxValue : top).ToList();
        Write(rows, format, terminal);

        TimelineSummary.Write(run, terminal.Error);
        var devices = all.Select(row => row.Channel.Device.Id).Distinct().Count();
        TimelineSummary.Line(terminal.Error, "channels", $"{all.Count:n0} of {devices:n0} devices, model {pipeline.Model.Id}");
        if (rows.Count < all.Count)
            TimelineSummary.Line(terminal.Error, "", $"{all.Count - rows.Count:n0} not shown; --top 0 shows all");
        return ExitCode.Done;
    }

    private static void Write(List<ChannelRow> rows, RowFormat format, Terminal terminal)
    {
        switch (format)
        {
            case RowFormat.Table:
                ChannelListing.Write(rows, terminal.OutConsole);
                break;
            case RowFormat.Csv:
                terminal.Out.WriteLine(ChannelCsv.Header);
                foreach (var row in rows)
                    terminal.Out.WriteLine(ChannelCsv.Line(row));
                break;
            default:
                var json = new ChannelLines(terminal.Out);
                foreach (var row in rows)
                    json.Write(row);
                break;
        }
        terminal.Out.Flush();
    }
}
