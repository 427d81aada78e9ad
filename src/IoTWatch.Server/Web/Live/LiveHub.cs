using System.Collections.Concurrent;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Web.Live;

/// <summary>Renders each change of the alert feed once and adds the row to the queue of every open page.</summary>
public sealed class LiveHub : IDisposable
{
    /// <summary>The most open streams; further pages are not updated.</summary>
    public const int MaxReaders = 256;

    private readonly ConcurrentDictionary<LiveReader, byte> _readers = new();
    private readonly FragmentRenderer _fragments;
    private readonly IDisposable _subscription;

    public LiveHub(AlertFeed feed, FragmentRenderer fragments)
    {
        _fragments = fragments;
        _subscription = feed.Subscribe(Broadcast, CountLostForAll);
    }

    /// <summary>Open streams now; the tabs of one browser share one.</summary>
    public int Readers => _readers.Count;

    /// <summary>Adds a reader, which receives every change from now on; null when there are too many.</summary>
    public LiveReader? Join()
    {
        if (_readers.Count >= MaxReaders)
            return null;
        var reader = new LiveReader(left => _readers.TryRemove(left, out _));
        _readers[reader] = 0;
        return reader;
    }

    public void Dispose() => _subscription.Dispose();

    // Runs on the subscription's own task: waiting for the row delays nothing else.
    private void Broadcast(StoredAlert stored)
    {
        if (_readers.IsEmpty)
            return;
        var change = new LiveEvent(stored, _fragments.RowAsync(stored).GetAwaiter().GetResult());
        foreach (var (reader, _) in _readers)
            reader.Add(change);
    }

    private void CountLostForAll(long count)
    {
        foreach (var (reader, _) in _readers)
            reader.CountLost(count);
    }
}
