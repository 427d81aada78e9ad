using System.Collections.Concurrent;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Feed;

/// <summary>Passes each alert change to all live readers without waiting for any of them.</summary>
/// <remarks>
/// Each reader has its own queue of <see cref="ReaderCapacity"/> changes and its own loop. A slow reader loses its
/// oldest changes and is given their number, so that its page can show it.
/// </remarks>
public sealed class AlertFeed(LoopSupervisor? supervisor = null) : IDetectionSink
{
    /// <summary>Changes kept for a slow reader.</summary>
    public const int ReaderCapacity = 256;

    private readonly LoopSupervisor _supervisor = supervisor ?? new LoopSupervisor();
    private readonly ConcurrentDictionary<AlertSubscription, byte> _readers = new();
    private long _lost;

    public int Readers => _readers.Count;

    /// <summary>Changes that readers did not get, in total.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Calls back for every change from now on, one at a time and in order; disposing ends it.</summary>
    /// <param name="onChange">A change for which it throws several times is counted as lost.</param>
    /// <param name="onLost">Called before the next change with the number of changes lost since its last call.</param>
    public IDisposable Subscribe(Action<StoredAlert> onChange, Action<long>? onLost = null)
    {
        var reader = new AlertSubscription(
            ReaderCapacity, onChange, onLost, _supervisor.Add("live-feed"),
            left => _readers.TryRemove(left, out _), () => Interlocked.Increment(ref _lost));
        _readers[reader] = 0;
        return reader;
    }

    public void Observed(Observation observation)
    {
        // Readers follow alerts, not telemetry.
    }

    public void Changed(StoredAlert stored, AlertChange change)
    {
        foreach (var (reader, _) in _readers)
            reader.Add(stored);
    }
}
