using System.Threading.Channels;

namespace IoTWatch.Server.Web.Live;

/// <summary>One open page and its queue of changes, which drops its oldest when the page is too slow.</summary>
public sealed class LiveReader : IDisposable
{
    private const int Capacity = 256;

    private readonly Action<LiveReader> _remove;
    private readonly Channel<LiveEvent> _queue;
    private long _lost;

    internal LiveReader(Action<LiveReader> remove)
    {
        _remove = remove;
        _queue = Channel.CreateBounded<LiveEvent>(
            new BoundedChannelOptions(Capacity)
            {
                FullMode = BoundedChannelFullMode.DropOldest,
                SingleReader = true
            }, _ => CountLost(1));
    }

    public ChannelReader<LiveEvent> Changes => _queue.Reader;

    /// <summary>The number of changes dropped since the last call.</summary>
    public long ResetLost() => Interlocked.Exchange(ref _lost, 0);

    public void Dispose() => _remove(this);

    internal void Add(LiveEvent change) => _queue.Writer.TryWrite(change);

    internal void CountLost(long count) => Interlocked.Add(ref _lost, count);
}
