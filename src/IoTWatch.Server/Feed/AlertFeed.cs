using System.Collections.Concurrent;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;

namespace IoTWatch.Server.Feed;

/// <summary>Tells every live reader of each alert change, without ever waiting for one.</summary>
/// <remarks>
/// Each reader has its own queue of <see cref="ReaderCapacity"/> changes and its own task. A slow reader loses its oldest
/// changes and is told how many, so that its page can say so.
/// </remarks>
public sealed class AlertFeed : IDetectionSink
{
    /// <summary>Changes kept for a reader that does not keep up.</summary>
    public const int ReaderCapacity = 256;

    private readonly ConcurrentDictionary<AlertSubscription, byte> _readers = new();
    private long _lost;

    public int Readers => _readers.Count;

    /// <summary>Changes that slow readers did not get, in total.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Calls back for every change from now on, one at a time and in order, on a task of this reader; dispose to leave.</summary>
    /// <param name="onLost">Told before the next change how many were lost since the last call.</param>
    public IDisposable Subscribe(Action<StoredAlert> onChange, Action<long>? onLost = null)
    {
        var reader = new AlertSubscription(
            ReaderCapacity, onChange, onLost, left => _readers.TryRemove(left, out _), () => Interlocked.Increment(ref _lost));
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
            reader.Offer(stored);
    }
}
