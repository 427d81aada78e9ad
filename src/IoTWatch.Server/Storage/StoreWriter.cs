using System.Threading.Channels;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Storage;

/// <summary>
/// Executes all writes on one thread; writes that wait together share one transaction (group commit).
/// </summary>
/// <remarks>
/// SQLite has one writer at a time. While a commit reaches the disk the next group collects, so the group grows with
/// the load and no write is delayed on purpose. When a group fails, each of its writes is tried alone, so that a bad
/// write fails by itself. A write's task ends after its commit, or with the error; retrying it is up to its caller.
/// The loop counts as failing while no write of the last group could be committed. The queue is bounded.
/// </remarks>
public sealed class StoreWriter : IDisposable
{
    private const int QueueLength = 4096;
    private const int GroupLength = 512;
    private static readonly LoopBackoff Backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500));

    private readonly SqliteConnection _connection;
    private readonly SupervisedLoop _loop;
    private readonly Channel<Write> _queue =
        Channel.CreateBounded<Write>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly List<Write> _group = new(GroupLength);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private long _commits;

    internal StoreWriter(SqliteConnection connection, LoopSupervisor supervisor)
    {
        _connection = connection;
        _loop = supervisor.Add(ServiceStatus.StoreLoop, Backoff);
        _thread = new Thread(Run) { IsBackground = true, Name = "iotwatch store" };
        _thread.Start();
    }

    /// <summary>Why the last commit failed; null after a successful one.</summary>
    public string? Fault => _loop.Status is { IsFailing: true } failing ? failing.Error : null;

    /// <summary>Number of committed transactions.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Runs <paramref name="write"/> inside the next transaction; the task ends after the commit.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write)
    {
        var item = new Write<T>(write);
        await _queue.Writer.WriteAsync(item).ConfigureAwait(false);
        return await item.Done.ConfigureAwait(false);
    }

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, executed in the order of the calls; null when the queue is full.
    /// </summary>
    public Task<T>? TryWrite<T>(Func<SqliteConnection, T> write)
    {
        var item = new Write<T>(write);
        return _queue.Writer.TryWrite(item) ? item.Done : null;
    }

    /// <summary>Executes the writes that are queued and ends.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _connection.Dispose();
        _loop.Dispose();
        _stop.Dispose();
    }

    private void Run() => _loop.Run(WriteGroup, wait: null, _stop.Token);

    private void WriteGroup(CancellationToken stop)
    {
        if (!_queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            _stop.Cancel();
            stop.ThrowIfCancellationRequested();
        }
        _group.Clear();
        while (_group.Count < GroupLength && _queue.Reader.TryRead(out var write))
            _group.Add(write);
        if (Commit(_group) is not { } error)
            return;
        var committed = 0;
        foreach (var write in _group)
            if (Commit([write]) is { } alone)
                write.Fail(error = alone);
            else
                committed++;
        // The callers have their exceptions; this one is for the state of the loop.
        if (committed == 0 && error is SqliteException)
            throw error;
    }

#pragma warning disable CA1031 // Whatever a write throws belongs to its caller.
    private Exception? Commit(List<Write> group)
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var write in group)
                write.Apply(_connection);
            _connection.Execute("COMMIT");
            Interlocked.Increment(ref _commits);
            foreach (var write in group)
                write.Succeed();
            return null;
        }
        catch (Exception error)
        {
            Rollback();
            return error;
        }
    }

    private void Rollback()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // No transaction is open: BEGIN failed, or SQLite rolled back by itself, as it does when the disk is full.
        }
    }
#pragma warning restore CA1031

    private abstract class Write
    {
        public abstract void Apply(SqliteConnection connection);

        public abstract void Succeed();

        public abstract void Fail(Exception error);
    }

    private sealed class Write<T>(Func<SqliteConnection, T> write) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Done => _done.Task;

        public override void Apply(SqliteConnection connection) => _result = write(connection);

        public override void Succeed() => _done.TrySetResult(_result);

        public override void Fail(Exception error) => _done.TrySetException(error);
    }
}
