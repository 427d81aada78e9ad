using IoTWatch.Inputs.Telemetry;
using IoTWatch.Server.Configuration;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Storage;

/// <summary>Stores every telemetry message in the order of arrival, on disk before it is acknowledged.</summary>
/// <remarks>The detector reads it by id; messages before a checkpoint are deleted by age and size.</remarks>
public sealed class Journal : IDisposable
{
    private const int PruneRows = 2000;

    private readonly StoreWriter _writer;
    private readonly SqliteConnection _reader;
    private readonly StorageOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _grown = new(0, 1);
    private SqliteCommand? _insert;
    private long _lastId;
    private long _bytes;

    public Journal(Database database, StorageOptions options, TimeProvider time)
    {
        _writer = database.Writer;
        _reader = database.Open();
        _options = options;
        _time = time;
        _bytes = _reader.Scalar("SELECT sum(length(payload)) FROM journal");
        _lastId = _reader.Scalar("SELECT seq FROM sqlite_sequence WHERE name = 'journal'");
    }

    /// <summary>The id of the newest message on disk.</summary>
    public long LastId => Interlocked.Read(ref _lastId);

    /// <summary>Bytes of the payloads kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether the detector is so far behind that new telemetry is refused; the sensors keep it.</summary>
    public bool IsFull => Bytes > _options.JournalMaxMib * 4L * 1024 * 1024;

    /// <summary>
    /// Appends a message; the task returns its id when it is on disk. Null when the write queue is full.
    /// </summary>
    public Task<long>? TryAppend(string sensor, TelemetryKind kind, byte[] payload)
    {
        var receivedMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        return _writer.TryWrite(connection => Insert(connection, receivedMs, sensor, kind, payload)) is { } written
            ? AwaitAsync(written, payload.Length)
            : null;
    }

    /// <summary>The messages after an id, oldest first.</summary>
    /// <param name="count">The most messages to return.</param>
    /// <param name="bytes">No further message is added once the payloads have this size.</param>
    public IReadOnlyList<JournalEntry> Read(long afterId, int count, int bytes)
    {
        var entries = new List<JournalEntry>();
        using var command = _reader.Command(
            "SELECT id, received_ms, sensor, kind, payload FROM journal WHERE id > $after ORDER BY id LIMIT $count",
            ("$after", afterId), ("$count", count));
        using var rows = command.ExecuteReader();
        while (bytes > 0 && rows.Read())
        {
            var entry = new JournalEntry(
                rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), (TelemetryKind)rows.GetByte(3), rows.Bytes(4));
            entries.Add(entry);
            bytes -= entry.Payload.Length;
        }
        // What can be read is durable, and may be read before its writer comes back to say so.
        if (entries.Count > 0)
            RaiseLastId(entries[^1].Id);
        return entries;
    }

    /// <summary>Blocks until a message was appended since the last call, or <see cref="Wake"/> is called.</summary>
    public void WaitForMore(CancellationToken cancel) => _grown.Wait(cancel);

    public void Wake()
    {
        // Two callers may both see 0; the second Release is then one too many.
        try
        {
            if (_grown.CurrentCount == 0)
                _grown.Release();
        }
        catch (SemaphoreFullException)
        {
        }
    }

    /// <summary>Deletes messages up to a checkpoint that are older than the age kept or exceed the size kept.</summary>
    public async Task<int> PruneAsync(long upToId)
    {
        var oldestMs = (_time.GetUtcNow() - _options.JournalKeep).ToUnixTimeMilliseconds();
        var total = 0;
        while (true)
        {
            var excess = Math.Max(0, Bytes - _options.JournalMaxMib * 1024L * 1024);
            var (rows, bytes) = await _writer
                .WriteAsync(connection => Delete(connection, upToId, oldestMs, excess)).ConfigureAwait(false);
            Interlocked.Add(ref _bytes, -bytes);
            total += rows;
            if (rows < PruneRows)
                return total;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _grown.Dispose();
    }

    private long Insert(SqliteConnection connection, long receivedMs, string sensor, TelemetryKind kind, byte[] payload)
    {
        // Only the writer's thread calls this, always with the same connection: the statement is prepared once.
        _insert ??= connection.Command(
            "INSERT INTO journal(received_ms, sensor, kind, payload) VALUES ($received, $sensor, $kind, "
                + "$payload) RETURNING id",
            ("$received", 0L), ("$sensor", ""), ("$kind", 0L), ("$payload", Array.Empty<byte>()));
        _insert.Parameters[0].Value = receivedMs;
        _insert.Parameters[1].Value = sensor;
        _insert.Parameters[2].Value = (long)kind;
        _insert.Parameters[3].Value = payload;
        return (long)_insert.ExecuteScalar()!;
    }

    private async Task<long> AwaitAsync(Task<long> written, int bytes)
    {
        var id = await written.ConfigureAwait(false);
        Interlocked.Add(ref _bytes, bytes);
        RaiseLastId(id);
        Wake();
        return id;
    }

    private void RaiseLastId(long id)
    {
        long last;
        while ((last = LastId) < id && Interlocked.CompareExchange(ref _lastId, id, last) != last)
        {
        }
    }

    private static (int Rows, long Bytes) Delete(SqliteConnection connection, long upToId, long oldestMs, long excess)
    {
        var last = 0L;
        var rows = 0;
        var bytes = 0L;
        using (var command = connection.Command(
            "SELECT id, received_ms, length(payload) FROM journal WHERE id <= $up ORDER BY id LIMIT $rows",
            ("$up", upToId), ("$rows", PruneRows)))
        using (var found = command.ExecuteReader())
            while (found.Read() && (found.GetInt64(1) < oldestMs || bytes < excess))
            {
                last = found.GetInt64(0);
                bytes += found.GetInt64(2);
                rows++;
            }
        if (rows > 0)
            connection.Execute("DELETE FROM journal WHERE id <= $last", ("$last", last));
        return (rows, bytes);
    }
}
