using System.Threading.Channels;
using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Feed;

/// <summary>
/// One reader of the <see cref="AlertFeed"/>: a bounded queue and the loop that delivers its changes.
/// </summary>
/// <remarks>
/// A change for which the reader throws is delivered again after the loop's back-off, <see cref="MaxAttempts"/> times
/// in all; then it is counted as lost and the next one follows.
/// </remarks>
internal sealed class AlertSubscription : IDisposable
{
    public const int MaxAttempts = 3;

    private readonly Channel<StoredAlert> _queue;
    private readonly Action<StoredAlert> _onChange;
    private readonly Action<long>? _onLost;
    private readonly SupervisedLoop _loop;
    private readonly Action<AlertSubscription> _leave;
    private readonly Action _countLost;
    private readonly CancellationTokenSource _stop = new();
    private StoredAlert? _current;
    private int _attempts;
    private long _unreported;

    public AlertSubscription(
        int capacity, Action<StoredAlert> onChange, Action<long>? onLost, SupervisedLoop loop,
        Action<AlertSubscription> leave, Action countLost)
    {
        (_onChange, _onLost, _loop, _leave, _countLost) = (onChange, onLost, loop, leave, countLost);
        _queue = Channel.CreateBounded<StoredAlert>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => CountLost());
        _ = _loop.RunAsync(Deliver, token => _queue.Reader.WaitToReadAsync(token).AsTask(), _stop.Token);
    }

    public void Add(StoredAlert stored) => _queue.Writer.TryWrite(stored);

    public void Dispose()
    {
        _leave(this);
        _queue.Writer.TryComplete();
        _stop.Cancel();
        _loop.Dispose();
    }

    private Task Deliver(CancellationToken stop)
    {
        while (_current is not null || _queue.Reader.TryRead(out _current))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                if (Interlocked.Exchange(ref _unreported, 0) is var lost and > 0)
                    _onLost?.Invoke(lost);
                _onChange(_current);
            }
            catch when (++_attempts < MaxAttempts)
            {
                throw;
            }
            catch
            {
                CountLost();
                (_current, _attempts) = (null, 0);
                throw;
            }
            (_current, _attempts) = (null, 0);
        }
        return Task.CompletedTask;
    }

    private void CountLost()
    {
        Interlocked.Increment(ref _unreported);
        _countLost();
    }
}
