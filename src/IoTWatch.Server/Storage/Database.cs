using System.Globalization;
using IoTWatch.Server.Supervision;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Storage;

/// <summary>The SQLite file of the service: opens it, creates or checks its schema, and opens connections.</summary>
/// <remarks>
/// WAL with <c>synchronous=FULL</c>: a commit is on disk when it returns (sqlite.org/wal.html). <c>user_version</c>
/// is the version of the schema; a newer one is refused, because an older program would damage it. A lock held by
/// another program is waited for at most 5 s (<c>busy_timeout</c>, and the command timeout, during which
/// Microsoft.Data.Sqlite repeats).
/// </remarks>
public sealed class Database : IDisposable
{
    public const int SchemaVersion = 1;
    public const string FileName = "iotwatch.db";

    private const string NewerMend = "install that version, or name another data folder";

    private const string Schema = """
        CREATE TABLE journal(
            id INTEGER PRIMARY KEY AUTOINCREMENT, received_ms INTEGER NOT NULL, sensor TEXT NOT NULL, kind INTEGER NOT NULL, payload BLOB NOT NULL);
        CREATE TABLE change(
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, alert_id TEXT NOT NULL, type INTEGER NOT NULL, json BLOB NOT NULL);
        CREATE TABLE alert(
            id TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE, json BLOB NOT NULL, first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL,
            kind INTEGER NOT NULL, severity INTEGER NOT NULL, device TEXT NOT NULL, destination TEXT NOT NULL,
            state INTEGER NOT NULL DEFAULT 0, ended INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE TABLE checkpoint(
            id INTEGER PRIMARY KEY CHECK (id = 1), journal_id INTEGER NOT NULL, saved_ms INTEGER NOT NULL, pipeline BLOB NOT NULL, sequences BLOB NOT NULL);
        CREATE TABLE progress(
            name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private readonly string _connectionString;
    private readonly int _busySeconds;

    private Database(string file, LoopSupervisor supervisor, int busySeconds)
    {
        _busySeconds = busySeconds;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = busySeconds,
        }.ToString();
        Writer = new StoreWriter(Open(), supervisor);
    }

    /// <summary>Executes all writes.</summary>
    public StoreWriter Writer { get; }

    /// <param name="supervisor">Lists the writer's loop; null = the database is used alone.</param>
    /// <param name="busySeconds">How long a lock of another program is waited for.</param>
    /// <exception cref="InvalidDataException">The file is not a store, damaged, or of a newer version.</exception>
    public static Database Open(string folder, LoopSupervisor? supervisor = null, int busySeconds = 5)
    {
        var file = Path.Combine(folder, FileName);
        Prepare(file);
        return new Database(file, supervisor ?? new LoopSupervisor(), busySeconds);
    }

    /// <summary>A connection for reading, for one thread at a time; to be disposed by the caller.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute(
            $"PRAGMA busy_timeout={_busySeconds * 1000}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            + "PRAGMA cache_size=-8000; PRAGMA journal_size_limit=67108864;");
        return connection;
    }

    public void Dispose() => Writer.Dispose();

    private static void Prepare(string file)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            connection.Open();
            connection.Execute("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            var version = connection.Scalar("PRAGMA user_version");
            if (version > SchemaVersion)
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file} was written by a newer version (schema {version}, this program knows "
                        + $"{SchemaVersion}); {NewerMend}"));
            if (version == 0)
                connection.Execute($"BEGIN IMMEDIATE; {Schema} PRAGMA user_version={SchemaVersion}; COMMIT;");
        }
        catch (SqliteException error)
        {
            throw new InvalidDataException(
                $"{file} cannot be used: {error.Message}; move it away to start with an empty one", error);
        }
    }
}
