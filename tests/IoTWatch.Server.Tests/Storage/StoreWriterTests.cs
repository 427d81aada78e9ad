using IoTWatch.Server.Storage;
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
}
