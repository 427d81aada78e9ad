namespace IoTWatch.Server.Detection;

/// <summary>A number that only rises, and people waiting for it to reach theirs.</summary>
public sealed class Milestone
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Advance(long value)
    {
        lock (_lock)
        {
            if (value <= _value)
                return;
            Interlocked.Exchange(ref _value, value);
            while (_waiting.TryPeek(out var waiter, out var target) && target <= value)
            {
                _waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }

    public Task WhenReachedAsync(long value, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (value <= _value)
                return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter, value);
            return waiter.Task.WaitAsync(cancel);
        }
    }
}
