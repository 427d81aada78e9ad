using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Storage;

/// <summary>Writes for everybody: one thread, and one transaction, hence one fsync, for all that waits at the moment (group commit).</summary>
/// <remarks>
/// SQLite has one writer at a time anyway. While a commit reaches the disk the next group gathers, so the group grows with
/// the load and nobody waits on purpose. When a group fails, each of its writes is tried alone, so that one bad write
/// fails by itself. A write's task ends after its commit. The queue is bounded: who comes too fast waits.
/// </remarks>
public sealed class StoreWriter : IDisposable
{
    private const int QueueLength = 4096;
    private const int GroupLength = 512;

    private readonly SqliteConnection _connection;
    private readonly Channel<Write> _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Thread _thread;
    private volatile string? _fault;
    private long _commits;

    internal StoreWriter(SqliteConnection connection)
    {
        _connection = connection;
        _thread = new Thread(Run) { IsBackground = true, Name = "iotwatch store" };
        _thread.Start();
    }

    /// <summary>Why the last commit failed; null after a good one.</summary>
    public string? Fault => _fault;

    /// <summary>Transactions that reached the disk.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Runs <paramref name="write"/> inside the next transaction; the task ends when it is durable, or with what went wrong.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write)
    {
        var item = new Write<T>(write);
        await _queue.Writer.WriteAsync(item).ConfigureAwait(false);
        return await item.Done.ConfigureAwait(false);
    }

    /// <summary>As <see cref="WriteAsync{T}"/>, in the order of the calls; null when the queue is full.</summary>
    public Task<T>? TryWrite<T>(Func<SqliteConnection, T> write)
    {
        var item = new Write<T>(write);
        return _queue.Writer.TryWrite(item) ? item.Done : null;
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _connection.Dispose();
    }

    private void Run()
    {
        var group = new List<Write>(GroupLength);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < GroupLength && _queue.Reader.TryRead(out var write))
                group.Add(write);
            if (Commit(group) is not null)
                foreach (var write in group)
                    if (Commit([write]) is { } alone)
                        write.Fail(alone);
        }
    }

#pragma warning disable CA1031 // Whatever a write throws belongs to its caller, and the thread must live on.
    private Exception? Commit(List<Write> group)
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var write in group)
                write.Apply(_connection);
            _connection.Execute("COMMIT");
            _fault = null;
            Interlocked.Increment(ref _commits);
            foreach (var write in group)
                write.Succeed();
            return null;
        }
        catch (Exception error)
        {
            if (error is SqliteException)
                _fault = error.Message;
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
            // SQLite has rolled back by itself, as it does when the disk is full.
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
