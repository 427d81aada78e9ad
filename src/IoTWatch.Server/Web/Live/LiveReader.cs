using System.Threading.Channels;

namespace IoTWatch.Server.Web.Live;

/// <summary>One open page: its queue of changes, which loses its oldest when the page does not keep up.</summary>
public sealed class LiveReader : IDisposable
{
    private const int Capacity = 256;

    private readonly Action<LiveReader> _leave;
    private readonly Channel<LiveEvent> _queue;
    private long _lost;

    internal LiveReader(Action<LiveReader> leave)
    {
        _leave = leave;
        _queue = Channel.CreateBounded<LiveEvent>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Lose(1));
    }

    public ChannelReader<LiveEvent> Changes => _queue.Reader;

    /// <summary>How many changes this page did not get since it was last asked.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    public void Dispose() => _leave(this);

    internal void Offer(LiveEvent change) => _queue.Writer.TryWrite(change);

    internal void Lose(long count) => Interlocked.Add(ref _lost, count);
}
