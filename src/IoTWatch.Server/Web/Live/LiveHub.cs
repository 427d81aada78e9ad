using System.Collections.Concurrent;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Web.Live;

/// <summary>Follows the alert feed once, renders each change once, and hands the row to every open page.</summary>
public sealed class LiveHub : IDisposable
{
    /// <summary>Open streams; beyond, a page stays as it was loaded.</summary>
    public const int MostReaders = 256;

    private readonly ConcurrentDictionary<LiveReader, byte> _readers = new();
    private readonly FragmentRenderer _fragments;
    private readonly IDisposable _subscription;

    public LiveHub(AlertFeed feed, FragmentRenderer fragments)
    {
        _fragments = fragments;
        _subscription = feed.Subscribe(Broadcast, LoseForAll);
    }

    /// <summary>Open streams now; the tabs of one browser share one.</summary>
    public int Readers => _readers.Count;

    /// <summary>A new reader, which gets every change from now on; null when there are too many.</summary>
    public LiveReader? Join()
    {
        if (_readers.Count >= MostReaders)
            return null;
        var reader = new LiveReader(left => _readers.TryRemove(left, out _));
        _readers[reader] = 0;
        return reader;
    }

    public void Dispose() => _subscription.Dispose();

    // Runs on this subscription's own task: to wait there for the row holds nobody up.
    private void Broadcast(StoredAlert stored)
    {
        if (_readers.IsEmpty)
            return;
        var change = new LiveEvent(stored, _fragments.RowAsync(stored).GetAwaiter().GetResult());
        foreach (var (reader, _) in _readers)
            reader.Offer(change);
    }

    private void LoseForAll(long count)
    {
        foreach (var (reader, _) in _readers)
            reader.Lose(count);
    }
}
