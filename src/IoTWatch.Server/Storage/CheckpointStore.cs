namespace IoTWatch.Server.Storage;

/// <summary>Stores the newest checkpoint and loads it.</summary>
public sealed class CheckpointStore(Database database, TimeProvider time)
{
    public Checkpoint? Load()
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT journal_id, pipeline, sequences FROM checkpoint");
        using var rows = command.ExecuteReader();
        return rows.Read() ? new Checkpoint(rows.GetInt64(0), rows.Bytes(1), rows.Bytes(2)) : null;
    }

    public Task SaveAsync(Checkpoint checkpoint)
    {
        var savedMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        return database.Writer.WriteAsync(connection => connection.Execute(
            "INSERT OR REPLACE INTO checkpoint(id, journal_id, saved_ms, pipeline, sequences) "
            + "VALUES (1, $journal, $saved, $pipeline, $sequences)",
            ("$journal", checkpoint.JournalId), ("$saved", savedMs), ("$pipeline", checkpoint.Pipeline),
            ("$sequences", checkpoint.Sequences)));
    }
}
