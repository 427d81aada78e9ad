using System.Threading.Channels;

namespace IoTWatch.Server.Feed;

/// <summary>One reader of the <see cref="AlertFeed"/>: a bounded queue that drops its oldest, and the task that empties it.</summary>
internal sealed class AlertSubscription : IDisposable
{
    private readonly Channel<StoredAlert> _queue;
    private readonly Action<AlertSubscription> _leave;
    private long _untold;

    public AlertSubscription(int capacity, Action<StoredAlert> onChange, Action<long>? onLost, Action<AlertSubscription> leave, Action countLost)
    {
        _leave = leave;
        _queue = Channel.CreateBounded<StoredAlert>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ =>
            {
                Interlocked.Increment(ref _untold);
                countLost();
            });
        _ = PumpAsync(onChange, onLost);
    }

    public void Offer(StoredAlert stored) => _queue.Writer.TryWrite(stored);

    public void Dispose()
    {
        _leave(this);
        _queue.Writer.TryComplete();
    }

    private async Task PumpAsync(Action<StoredAlert> onChange, Action<long>? onLost)
    {
        await Task.Yield();
        try
        {
            await foreach (var stored in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                var lost = Interlocked.Exchange(ref _untold, 0);
                if (lost > 0)
                    onLost?.Invoke(lost);
                onChange(stored);
            }
        }
#pragma warning disable CA1031 // A reader that fails has gone away; it must not take the feed with it.
        catch (Exception)
        {
            Dispose();
        }
#pragma warning restore CA1031
    }
}
