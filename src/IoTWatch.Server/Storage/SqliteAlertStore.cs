using System.Text;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Feed;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Storage;

/// <summary>Stores the alerts and the log of their changes.</summary>
/// <remarks>
/// The changes of a batch are stored in one transaction with the id of the last journal message of the batch. After a
/// crash the journal is read again from the checkpoint on; changes up to that id are stored already and not stored
/// twice.
/// </remarks>
public sealed class SqliteAlertStore : IAlertStore
{
    /// <summary>The most alerts that one decision changes.</summary>
    private const int MaxChangesTogether = 10_000;
    private const string AppliedName = "applied";
    private const string AlertColumns = "SELECT sequence, json, ended FROM alert ";

    private readonly Database _database;
    private readonly int _changesKeep;
    private long _lastSequence;

    public SqliteAlertStore(Database database, int changesKeep)
    {
        _database = database;
        _changesKeep = changesKeep;
        using var connection = database.Open();
        _lastSequence = connection.Scalar("SELECT seq FROM sqlite_sequence WHERE name = 'change'");
        AppliedJournalId = Progress(AppliedName);
    }

    /// <summary>Changes caused by journal messages up to this id are stored.</summary>
    public long AppliedJournalId { get; private set; }

    /// <summary>The newest change.</summary>
    public long LastSequence => Interlocked.Read(ref _lastSequence);

    /// <summary>Stores changes and the journal id they came from, durably and together.</summary>
    public async Task<IReadOnlyList<StoredAlert>> ApplyAsync(long journalId, IReadOnlyList<AlertChange> changes)
    {
        var stored = await _database.Writer.WriteAsync(connection =>
        {
            var list = new List<StoredAlert>(changes.Count);
            foreach (var change in changes)
                list.Add(Store(connection, change));
            connection.Execute(
                "DELETE FROM change WHERE sequence <= $old",
                ("$old", list.Count == 0 ? 0 : list[^1].Sequence - _changesKeep));
            SetProgress(connection, AppliedName, journalId);
            return list;
        }).ConfigureAwait(false);
        AppliedJournalId = journalId;
        if (stored.Count > 0)
            Interlocked.Exchange(ref _lastSequence, stored[^1].Sequence);
        return stored;
    }

    public IReadOnlyList<StoredAlert> Latest(int limit, long? beforeSequence = null) => Query(
        AlertColumns + "WHERE sequence < $before ORDER BY sequence DESC LIMIT $limit",
        ("$before", beforeSequence ?? long.MaxValue), ("$limit", Math.Clamp(limit, 1, 1000)));

    public StoredAlert? Find(string id) =>
        Query(AlertColumns + "WHERE id = $id", ("$id", id)) is [var found] ? found : null;

    public IReadOnlyList<StoredAlert> Since(long sequence, int limit) => Query(
        AlertColumns + "WHERE sequence > $after ORDER BY sequence LIMIT $limit",
        ("$after", sequence), ("$limit", Math.Clamp(limit, 1, 1000)));

    /// <summary>Alerts that have not ended and are not set aside, newest change first.</summary>
    public IReadOnlyList<StoredAlert> Open(int limit) => Query(
        AlertColumns + "WHERE ended = 0 AND state IN (0, 2, 4, 7) ORDER BY sequence DESC LIMIT $limit",
        ("$limit", limit));

    /// <summary>The alerts of a device, or of all (null), about a destination, oldest change first.</summary>
    public IReadOnlyList<StoredAlert> About(string? device, string? destination) => Query(
        AlertColumns + "WHERE ($device IS NULL OR device = $device) "
            + "AND ($destination IS NULL OR destination = $destination COLLATE NOCASE) ORDER BY sequence LIMIT $limit",
        ("$device", device), ("$destination", destination), ("$limit", MaxChangesTogether));

    /// <summary>The alerts that a suppression has set aside, oldest change first.</summary>
    public IReadOnlyList<StoredAlert> SuppressedBy(string rule)
    {
        var setAside = Query(
            AlertColumns + "WHERE state IN (3, 5) ORDER BY sequence LIMIT $limit", ("$limit", MaxChangesTogether));
        return [.. setAside.Where(stored => stored.Alert.SuppressedBy == rule)];
    }

    /// <summary>The log of changes after a sequence, oldest first.</summary>
    public IReadOnlyList<StoredChange> ChangesSince(long sequence, int limit)
    {
        using var connection = _database.Open();
        using var command = connection.Command(
            "SELECT sequence, alert_id, type, json FROM change WHERE sequence > $after ORDER BY sequence LIMIT $limit",
            ("$after", sequence), ("$limit", limit));
        using var rows = command.ExecuteReader();
        var changes = new List<StoredChange>();
        while (rows.Read())
            changes.Add(new StoredChange(rows.GetInt64(0), rows.GetString(1), (AlertChangeType)rows.GetByte(2),
                rows.Bytes(3)));
        return changes;
    }

    /// <summary>The last change that a reader of the change log has processed.</summary>
    public long Progress(string name)
    {
        using var connection = _database.Open();
        return connection.Scalar("SELECT value FROM progress WHERE name = $name", ("$name", name));
    }

    public Task SetProgressAsync(string name, long value) =>
        _database.Writer.WriteAsync(connection => SetProgress(connection, name, value));

    private static int SetProgress(SqliteConnection connection, string name, long value) => connection.Execute(
        "INSERT INTO progress(name, value) VALUES ($name, $value) ON CONFLICT(name) DO UPDATE SET value "
            + "= excluded.value",
        ("$name", name), ("$value", value));

    private static StoredAlert Store(SqliteConnection connection, AlertChange change)
    {
        var alert = change.After;
        var sequence = connection.Scalar(
            "INSERT INTO change(alert_id, type, json) VALUES ($id, $type, $json) RETURNING sequence",
            ("$id", alert.Id), ("$type", (long)change.Type), ("$json", AlertJson.WriteBytes(change)));
        connection.Execute(
            """
            INSERT INTO alert(id, sequence, json, first_ms, last_ms, kind, severity, device, destination, state, ended)
            VALUES ($id, $sequence, $json, $first, $last, $kind, $severity, $device, $destination, $state, $ended)
            ON CONFLICT(id) DO UPDATE SET sequence = excluded.sequence, json = excluded.json,
                first_ms = excluded.first_ms, last_ms = excluded.last_ms, kind = excluded.kind,
                destination = excluded.destination, severity = excluded.severity, state = excluded.state,
                ended = excluded.ended
            """,
            ("$id", alert.Id), ("$sequence", sequence), ("$json", AlertJson.WriteBytes(alert)),
            ("$first", alert.FirstAt.ToEpochMs()), ("$last", alert.LastAt.ToEpochMs()), ("$kind", (long)alert.Kind),
            ("$severity", (long)alert.Severity),
            ("$device", alert.Device.Id), ("$destination", alert.Destination.Name), ("$state", (long)alert.State),
            ("$ended", alert.EndedAt is null ? 0L : 1L));
        return new StoredAlert(sequence, alert);
    }

    private List<StoredAlert> Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = _database.Open();
        using var command = connection.Command(sql, parameters);
        using var rows = command.ExecuteReader();
        var alerts = new List<StoredAlert>();
        while (rows.Read())
        {
            var alert = AlertJson.Read(Encoding.UTF8.GetString(rows.Bytes(1)));
            // Versions before 0.3 stored the end of an alert in the column alone.
            if (rows.GetBoolean(2) && alert.EndedAt is null)
                alert = alert with { EndedAt = alert.At };
            alerts.Add(new StoredAlert(rows.GetInt64(0), alert));
        }
        return alerts;
    }
}
