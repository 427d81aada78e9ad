using System.Text;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Storage;

public sealed class SqliteAlertStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_alert_comes_back_with_the_very_same_bytes()
    {
        using var database = Database.Open(_folder.Path);
        var store = new SqliteAlertStore(database, 1000);
        await store.ApplyAsync(1, [Some.New()]);
        Assert.Equal(AlertJson.Write(Some.Alert()), AlertJson.Write(store.Find("a1")!.Alert));
        Assert.Equal(AlertJson.WriteBytes(Some.New()), store.ChangesSince(0, 10).Single().Json);
    }

    [Fact]
    public async Task Sequences_rise_with_every_change_and_go_on_after_opening_again()
    {
        using (var database = Database.Open(_folder.Path))
        {
            var stored = await new SqliteAlertStore(database, 1000).ApplyAsync(
                5, [Some.New(), Some.New("a2"), Some.Update()]);
            Assert.Equal([1, 2, 3], stored.Select(one => one.Sequence));
        }
        using var again = Database.Open(_folder.Path);
        var store = new SqliteAlertStore(again, 1000);
        Assert.Equal(5, store.AppliedJournalId);
        Assert.Equal(3, store.LastSequence);
        Assert.Equal(4, (await store.ApplyAsync(6, [Some.End("a2")])).Single().Sequence);
        Assert.Equal(["a2", "a1"], store.Latest(10).Select(one => one.Alert.Id));
        Assert.Equal(["a1"], store.Latest(10, beforeSequence: 4).Select(one => one.Alert.Id));
        Assert.Equal(["a1", "a2"], store.Since(2, 10).Select(one => one.Alert.Id));
        Assert.True(store.Find("a2")!.Ended);
        Assert.Equal(["a1"], store.Open(10).Select(one => one.Alert.Id));
        Assert.Null(store.Find("a3"));
    }

    [Fact]
    public async Task The_log_of_changes_is_bounded_and_alerts_are_not_lost_with_it()
    {
        using var database = Database.Open(_folder.Path);
        var store = new SqliteAlertStore(database, changesKeep: 10);
        for (var n = 0; n < 30; n++)
            await store.ApplyAsync(n, [Some.New($"a{n}")]);
        Assert.Equal(
            Enumerable.Range(21, 10).Select(n => (long)n),
            store.ChangesSince(0, 100).Select(change => change.Sequence));
        Assert.Equal(30, store.Latest(100).Count);
    }

    [Fact]
    public async Task Hostile_text_in_an_alert_is_data_to_the_store()
    {
        using var database = Database.Open(_folder.Path);
        var store = new SqliteAlertStore(database, 1000);
        const string name = "'); DROP TABLE alert; --\0\u202e";
        var hostile = Some.Alert() with { Device = Some.Alert().Device with { Name = name, Id = name } };
        await store.ApplyAsync(1, [new AlertChange(AlertChangeType.New, null, hostile)]);
        Assert.Equal(
            Encoding.UTF8.GetString(AlertJson.WriteBytes(hostile)), AlertJson.Write(store.Latest(1).Single().Alert));
    }
}
