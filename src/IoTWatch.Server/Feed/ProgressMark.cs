namespace IoTWatch.Server.Feed;

/// <summary>A number that only increases, with tasks that end when it reaches a given value.</summary>
public sealed class ProgressMark
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    /// <summary>Raises the number; a lower or equal value is ignored.</summary>
    public void AdvanceTo(long value)
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
