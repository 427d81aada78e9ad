using IoTWatch.Server.Configuration;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Storage;

public sealed class JournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_come_back_in_their_order_byte_for_byte_after_opening_again()
    {
        using (var database = Database.Open(_folder.Path))
        using (var journal = New(database))
            await Task.WhenAll(Enumerable.Range(0, 300).Select(n => Append(journal, n)));

        using var again = Database.Open(_folder.Path);
        using var read = New(again);
        var entries = read.Read(0, 1000, int.MaxValue);
        Assert.Equal(300, read.LastId);
        Assert.Equal(
            Enumerable.Range(0, 300).Select(n => Convert.ToHexString(Some.Message(n).Payload)),
            entries.Select(entry => Convert.ToHexString(entry.Payload)));
        Assert.All(entries, entry => Assert.Equal("router", entry.Sensor));
    }

    [Fact]
    public async Task No_message_that_was_read_has_an_id_beyond_the_last()
    {
        using var database = Database.Open(_folder.Path);
        using var journal = New(database);
        var appends = Enumerable.Range(0, 300).Select(n => Append(journal, n)).ToList();
        var read = 0L;
        while (read < 300)
        {
            if (journal.Read(read, 1000, int.MaxValue) is { Count: > 0 } entries)
                read = entries[^1].Id;
            Assert.InRange(journal.LastId - read, 0, 300);
        }
        await Task.WhenAll(appends);
    }

    [Fact]
    public async Task Many_at_once_share_commits()
    {
        using var database = Database.Open(_folder.Path);
        using var journal = New(database);
        using var gate = new ManualResetEventSlim();
        var held = database.Writer.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(30)));
        var appends = Enumerable.Range(0, 200).Select(n => Append(journal, n)).ToList();
        gate.Set();
        await Task.WhenAll(appends);
        Assert.True(await held);
        Assert.True(database.Writer.Commits <= 3, $"{database.Writer.Commits} commits");
    }

    [Fact]
    public async Task Only_what_lies_behind_the_checkpoint_is_pruned_and_ids_are_never_given_twice()
    {
        using var database = Database.Open(_folder.Path);
        var time = new ManualTime();
        using (var journal = New(database, new StorageOptions { JournalKeep = TimeSpan.FromHours(1) }, time))
        {
            for (var n = 1; n <= 10; n++)
                await Append(journal, n);
            time.Now += TimeSpan.FromHours(1);
            Assert.Equal(0, await journal.PruneAsync(10));
            time.Now += TimeSpan.FromMilliseconds(1);
            Assert.Equal(7, await journal.PruneAsync(7));
            Assert.Equal([8, 9, 10], journal.Read(0, 100, int.MaxValue).Select(entry => entry.Id));
            Assert.Equal(3, await journal.PruneAsync(10));
            Assert.Equal(0, journal.Bytes);
        }
        using var again = New(database);
        Assert.Equal(11, await Append(again, 11));
    }

    [Fact]
    public async Task Above_its_size_the_oldest_go_and_the_newest_stay()
    {
        using var database = Database.Open(_folder.Path);
        using var journal = New(database, new StorageOptions { JournalKeep = TimeSpan.FromDays(1), JournalMaxMib = 1 });
        for (var n = 0; n < 12; n++)
            await journal.TryAppend("router", Inputs.Telemetry.TelemetryKind.Flow, new byte[200_000])!;
        await journal.PruneAsync(journal.LastId);
        Assert.InRange(journal.Bytes, 800_000, 1024 * 1024);
        Assert.Equal(12, journal.Read(0, 100, int.MaxValue)[^1].Id);
    }

    [Fact]
    public async Task A_journal_four_times_its_size_ahead_of_the_detector_is_full()
    {
        using var database = Database.Open(_folder.Path);
        using var journal = New(database, new StorageOptions { JournalMaxMib = 1 });
        while (!journal.IsFull)
            await journal.TryAppend("router", Inputs.Telemetry.TelemetryKind.Flow, new byte[250_000])!;
        Assert.InRange(journal.Bytes, 4 * 1024 * 1024, 4.5 * 1024 * 1024);
    }

    private static Journal New(Database database, StorageOptions? options = null, TimeProvider? time = null) =>
        new(database, options ?? new StorageOptions(), time ?? TimeProvider.System);

    private static Task<long> Append(Journal journal, int n) =>
        journal.TryAppend("router", Some.Message(n).Kind, Some.Message(n).Payload)!;
}
