using System.Globalization;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Storage;

/// <summary>The one SQLite file: opens it, makes or checks its schema, and hands out connections.</summary>
/// <remarks>
/// WAL with <c>synchronous=FULL</c>: a commit is on disk when it returns (sqlite.org/wal.html). <c>user_version</c> is the
/// schema's version; a newer one is refused, since an older program would damage it.
/// </remarks>
public sealed class Database : IDisposable
{
    public const int SchemaVersion = 1;
    public const string FileName = "iotwatch.db";

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

    private Database(string file)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString();
        Writer = new StoreWriter(Open());
    }

    /// <summary>The only way to write.</summary>
    public StoreWriter Writer { get; }

    /// <exception cref="InvalidDataException">The file is not ours, damaged, or of a newer version.</exception>
    public static Database Open(string folder)
    {
        var file = Path.Combine(folder, FileName);
        Prepare(file);
        return new Database(file);
    }

    /// <summary>A connection for reading, for one thread at a time; dispose it.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000; PRAGMA journal_size_limit=67108864;");
        return connection;
    }

    public void Dispose() => Writer.Dispose();

    private static void Prepare(string file)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            connection.Open();
            connection.Execute("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            var version = connection.Scalar("PRAGMA user_version");
            if (version > SchemaVersion)
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file} was written by a newer version (schema {version}, this program knows {SchemaVersion}); install that version, or name another data folder"));
            if (version == 0)
                connection.Execute($"BEGIN IMMEDIATE; {Schema} PRAGMA user_version={SchemaVersion}; COMMIT;");
        }
        catch (SqliteException error)
        {
            throw new InvalidDataException($"{file} cannot be used: {error.Message}; move it away to start afresh", error);
        }
    }
}
