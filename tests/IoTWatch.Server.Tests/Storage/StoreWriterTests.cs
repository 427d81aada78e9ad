using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Tests.Servers;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Tests.Storage;

public sealed class StoreWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bad_write_fails_alone_and_its_group_is_stored_once()
    {
        using var database = Database.Open(_folder.Path);
        using var gate = new ManualResetEventSlim();
        var held = database.Writer.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(30)));
        var first = database.Writer.WriteAsync(c => c.Execute("INSERT INTO progress VALUES ('a', 1)"));
        var bad = database.Writer.WriteAsync(c => c.Execute("INSERT INTO no_such_table VALUES (1)"));
        var last = database.Writer.WriteAsync(c => c.Execute("INSERT INTO progress VALUES ('b', 2)"));
        gate.Set();
        await Assert.ThrowsAsync<SqliteException>(() => bad);
        Assert.Equal((1, 1), (await first, await last));
        Assert.True(await held);
        using var connection = database.Open();
        Assert.Equal(2, connection.Scalar("SELECT count(*) FROM progress"));
    }

    [Fact]
    public async Task A_file_locked_by_another_program_is_a_failure_of_the_store_until_the_lock_is_gone()
    {
        var supervisor = new LoopSupervisor();
        using var database = Database.Open(_folder.Path, supervisor, busySeconds: 1);
        using var other = database.Open();
        other.Execute("BEGIN IMMEDIATE");
        for (var n = 0; n < 2; n++)
        {
            var refused = await Assert.ThrowsAsync<SqliteException>(() => InsertAsync(database, "a"));
            Assert.Equal(5, refused.SqliteErrorCode);
        }
        await Eventually.TrueAsync(() => supervisor.Find("store")!.IsFailing, TimeSpan.FromSeconds(30));
        Assert.Contains("database is locked", database.Writer.Fault, StringComparison.Ordinal);

        other.Execute("ROLLBACK");
        await InsertAsync(database, "b");
        await RecoveredAsync(database, supervisor);
        Assert.Equal(1, other.Scalar("SELECT count(*) FROM progress"));
    }

    [Fact]
    public async Task A_full_store_is_a_failure_until_there_is_room_and_keeps_what_was_committed()
    {
        var supervisor = new LoopSupervisor();
        using var database = Database.Open(_folder.Path, supervisor);
        using var other = database.Open();
        await InsertAsync(database, "before");
        var pages = other.Scalar("PRAGMA page_count");
        await database.Writer.WriteAsync(connection => connection.Scalar($"PRAGMA max_page_count = {pages + 2}"));
        for (var n = 0; n < 3; n++)
        {
            var refused =
                await Assert.ThrowsAsync<SqliteException>(
                    () => database.Writer.WriteAsync(connection => connection.Execute(
                        "INSERT INTO journal(received_ms, sensor, kind, payload) VALUES (0, 's', 0, $payload)",
                        ("$payload", new byte[100_000]))));
            Assert.Equal(13, refused.SqliteErrorCode);
        }
        await Eventually.TrueAsync(() => supervisor.Find("store")!.IsFailing, TimeSpan.FromSeconds(30));
        Assert.Contains("full", database.Writer.Fault, StringComparison.Ordinal);

        await database.Writer.WriteAsync(connection => connection.Scalar("PRAGMA max_page_count = 1000000"));
        await InsertAsync(database, "after");
        await RecoveredAsync(database, supervisor);
        Assert.Equal(2, other.Scalar("SELECT count(*) FROM progress"));
        Assert.Equal(0, other.Scalar("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_by_name()
    {
        using (var database = Database.Open(_folder.Path))
            await database.Writer.WriteAsync(c => c.Execute("SELECT 1"));
        using (var connection = new SqliteConnection($"Data Source={_folder.File(Database.FileName)};Pooling=false"))
        {
            connection.Open();
            connection.Execute("PRAGMA user_version=99");
        }
        var refused = Assert.Throws<InvalidDataException>(() => Database.Open(_folder.Path));
        Assert.Contains("newer version (schema 99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_the_mend()
    {
        File.WriteAllText(_folder.File(Database.FileName), new string('x', 4096));
        var refused = Assert.Throws<InvalidDataException>(() => Database.Open(_folder.Path));
        Assert.Contains("move it away", refused.Message, StringComparison.Ordinal);
    }

    private static Task<int> InsertAsync(Database database, string name) =>
        database.Writer.WriteAsync(
            connection => connection.Execute("INSERT INTO progress VALUES ($name, 1)", ("$name", name)));

    private static async Task RecoveredAsync(Database database, LoopSupervisor supervisor)
    {
        await Eventually.TrueAsync(() => database.Writer.Fault is null, TimeSpan.FromSeconds(30));
        Assert.Equal(1, supervisor.Find("store")!.Failures);
    }
}
