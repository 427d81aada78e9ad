using System.Diagnostics;
using System.Globalization;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;
using Spectre.Console;

namespace IoTWatch.Cli.Timeline;

/// <summary>Reads captures as one timeline: shows progress on a terminal, ends on Ctrl-C, keeps the report.</summary>
internal sealed class TimelineRun(IReadOnlyList<string> paths, Terminal terminal)
{
    private const int ObservationsBetweenChecks = 1024;
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _watch = new();
    private TimeSpan _nextUpdate = BetweenUpdates;
    private int _untilCheck = ObservationsBetweenChecks;

    public ReadReport Report { get; } = new();

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Passes each observation to <paramref name="observe"/>, in event-time order.</summary>
    /// <exception cref="InputException">A path named by the user cannot be read, or none of them can.</exception>
    public void ForEach(Action<Observation> observe, CancellationToken cancellation)
    {
        void Pass(StatusContext? status)
        {
            foreach (var observation in new CaptureSet(paths).Read(Report))
            {
                observe(observation);
                if (--_untilCheck > 0)
                    continue;
                _untilCheck = ObservationsBetweenChecks;
                cancellation.ThrowIfCancellationRequested();
                Show(status, observation.At);
            }
        }

        _watch.Start();
        if (terminal.ErrorIsTerminal)
            terminal.ErrorConsole.Status().Start("reading…", Pass);
        else
            Pass(null);
        Finish();
    }

    /// <summary>Passes the whole timeline to a reader, which may wait and reports the event time it reached.</summary>
    /// <exception cref="InputException">As for <see cref="ForEach"/>.</exception>
    public async Task ReadAsync(Func<IEnumerable<Observation>, Action<DateTime>, Task> reader)
    {
        _watch.Start();
        var timeline = new CaptureSet(paths).Read(Report);
        if (terminal.ErrorIsTerminal)
            await terminal.ErrorConsole.Status().StartAsync(
                "reading…", status => reader(timeline, at => Show(status, at)));
        else
            await reader(timeline, _ => { });
        Finish();
    }

    private void Show(StatusContext? status, DateTime at)
    {
        if (status is null || _watch.Elapsed < _nextUpdate)
            return;
        _nextUpdate = _watch.Elapsed + BetweenUpdates;
        var counts = $"{Report.Packets:n0} packets · {Report.Rows:n0} rows · {Report.Observations:n0} observations";
        status.Status(Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm} · {counts}")));
    }

    private void Finish()
    {
        _watch.Stop();
        // A folder may contain a README; a file that the user named must be readable.
        var unreadable = Report.Unreadable
            .Where(problem => Report.Observations == 0 || IsOfNamedPath(problem)).ToList();
        if (Report.Files == 0 && unreadable.Count == 0)
            unreadable.Add($"{string.Join(", ", paths)}: no captures found");
        if (unreadable.Count > 0)
            throw new InputException(unreadable);
    }

    private bool IsOfNamedPath(string problem) =>
        paths.Any(path => problem.StartsWith(path + ":", StringComparison.Ordinal));
}
