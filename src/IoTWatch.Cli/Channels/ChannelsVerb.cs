using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;

namespace IoTWatch.Cli.Channels;

/// <summary><c>iotwatch channels</c>: lists the channels of captures with their period and their scores.</summary>
internal sealed class ChannelsVerb
{
    private const int TopInTable = 40;

    private readonly CapturePaths _paths = new();
    private readonly DetectionArguments _detection = new();
    private readonly FormatOption _format = new();

    private readonly Option<int?> _top = NumberOption.Create(
        "--top", "N", 0, int.MaxValue,
        $"Only the N channels with the highest probability; 0 = all [default: {TopInTable} in a table, else all]");

    public static Command Create(Terminal terminal) => new ChannelsVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("channels") { _paths.Argument };
        _detection.AddTo(command);
        command.Options.Add(_format.Option);
        command.Options.Add(_top);
        // On a task of its own: Ctrl-C is handled only after the action has returned a task.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, terminal, cancellation), cancellation));
        return new VerbHelp(
            "List every channel (device, destination, protocol, port) of captures with its period, jitter, "
            + "probability of automated calling and RITA score.",
            "iotwatch channels capture.pcap.gz",
            "iotwatch channels zeek-logs/ --local 10.0.0.0/8 --format csv > channels.csv").AddTo(command);
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = DetectionArguments.Open(_detection.Read(parsed), terminal);
        var run = new TimelineRun(_paths.Read(parsed), terminal);
        var rita = new RitaWindow();
        var changes = new List<AlertChange>();
        run.ForEach(observation =>
        {
            rita.Add(observation);
            pipeline.Observe(observation, changes);
            changes.Clear();
        }, cancellation);

        var format = _format.Read(parsed, terminal);
        var all = pipeline.Home.Channels().Select(channel => ChannelRow.Of(channel, rita)).ToList();
        var top = parsed.GetValue(_top) ?? (format == RowFormat.Table ? TopInTable : 0);
        var rows = top == 0 && format != RowFormat.Table ? all : MostProbable(all, top == 0 ? int.MaxValue : top);
        Write(rows, format, terminal);

        TimelineSummary.Write(run, terminal.Error);
        var devices = all.Select(row => row.Channel.Device.Id).Distinct().Count();
        StatusLine.Write(
            terminal.Error, "channels", $"{all.Count:n0} of {devices:n0} devices, model {pipeline.Model.Id}");
        if (rows.Count < all.Count)
            StatusLine.Write(terminal.Error, "", $"{all.Count - rows.Count:n0} not shown; --top 0 shows all");
        return ExitCode.Done;
    }

    // OrderBy is stable: equal rows keep the pipeline's order, so the same input gives the same output.
    private static List<ChannelRow> MostProbable(IEnumerable<ChannelRow> rows, int count) =>
    [
        .. rows.OrderByDescending(row => row.Channel.Probability)
            .ThenByDescending(row => row.Channel.Contacts)
            .Take(count),
    ];

    private static void Write(List<ChannelRow> rows, RowFormat format, Terminal terminal)
    {
        switch (format)
        {
            case RowFormat.Table:
                ChannelListing.Write(rows, terminal.OutConsole);
                break;
            case RowFormat.Csv:
                Csv.Write(terminal.Out, ChannelColumns.All, rows);
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
