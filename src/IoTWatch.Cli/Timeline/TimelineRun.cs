using System.Diagnostics;
using System.Globalization;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;
using Spectre.Console;

namespace IoTWatch.Cli.Timeline;

/// <summary>One pass over a timeline of captures: shows progress to a person, obeys Ctrl-C, and keeps what came of reading.</summary>
internal sealed class TimelineRun(IReadOnlyList<string> paths, Terminal terminal)
{
    private const int ObservationsBetweenLooks = 1024;
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _watch = new();
    private TimeSpan _nextUpdate = BetweenUpdates;
    private int _untilLook = ObservationsBetweenLooks;

    public ReadReport Report { get; } = new();

    public TimeSpan Took => _watch.Elapsed;

    /// <summary>Hands each observation to <paramref name="take"/>, by rising event time.</summary>
    /// <exception cref="InputException">A path named by the user cannot be read at all, or nothing in them can.</exception>
    public void Each(Action<Observation> take, CancellationToken cancellation)
    {
        void Pass(StatusContext? status)
        {
            foreach (var observation in new CaptureSet(paths).Read(Report))
            {
                take(observation);
                if (--_untilLook > 0)
                    continue;
                _untilLook = ObservationsBetweenLooks;
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

    /// <summary>Hands the whole timeline over, to a reader that waits now and then and reports the event time it has reached.</summary>
    /// <exception cref="InputException">As for <see cref="Each"/>.</exception>
    public async Task EachAsync(Func<IEnumerable<Observation>, Action<DateTime>, Task> pass)
    {
        _watch.Start();
        if (terminal.ErrorIsTerminal)
            await terminal.ErrorConsole.Status().StartAsync("reading…", status => pass(new CaptureSet(paths).Read(Report), at => Show(status, at)));
        else
            await pass(new CaptureSet(paths).Read(Report), _ => { });
        Finish();
    }

    private void Show(StatusContext? status, DateTime at)
    {
        if (status is null || _watch.Elapsed < _nextUpdate)
            return;
        _nextUpdate = _watch.Elapsed + BetweenUpdates;
        status.Status(Markup.Escape(string.Create(CultureInfo.InvariantCulture,
            $"{at:yyyy-MM-dd HH:mm} · {Report.Packets:n0} packets · {Report.Rows:n0} rows · {Report.Observations:n0} observations")));
    }

    private void Finish()
    {
        _watch.Stop();
        // A folder may hold a README; a file that the user named must be readable.
        var unreadable = Report.Unreadable
            .Where(problem => Report.Observations == 0 || paths.Any(path => problem.StartsWith(path + ":", StringComparison.Ordinal))).ToList();
        if (Report.Files == 0 && unreadable.Count == 0)
            unreadable.Add($"{string.Join(", ", paths)}: no captures in there");
        if (unreadable.Count > 0)
            throw new InputException(unreadable);
    }
}
