using System.Text;
using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.EndToEnd;

public class BeaconAlertTests
{
    private const int Contacts = 30;

    [Fact]
    public async Task A_call_every_minute_to_a_foreign_address_becomes_an_alert_everywhere()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var reader = await service.UserAsync();
        await reader.SubscribeAsync("iotwatch/alerts");
        await using var sensor = await service.UserAsync();
        foreach (var payload in Some.Beacon(Contacts))
            await sensor.PublishAsync("iotwatch/in/router/flow", payload);
        await service.SettleAsync();

        using var told = JsonDocument.Parse(await reader.NextAsync("iotwatch/alerts"));
        Assert.Equal("new", told.RootElement.GetProperty("type").GetString());
        var id = told.RootElement.GetProperty("after").GetProperty("id").GetString()!;
        var stored = service.Running.Alerts.Find(id)!;
        Assert.Equal(AlertKind.Beacon, stored.Alert.Kind);
        Assert.Equal("203.0.113.9", stored.Alert.Destination.Address);
        Assert.Equal("e8:6e:3a:2b:cc:08", stored.Alert.Device.Mac);
        Assert.InRange(stored.Alert.Beacon!.PeriodS, 58, 62);

        await using var newcomer = await service.UserAsync();
        await newcomer.SubscribeAsync($"iotwatch/alert/{id}");
        var retained = await newcomer.NextAsync($"iotwatch/alert/{id}");
        Assert.Equal(AlertJson.Write(stored.Alert), retained);

        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        var alerts = await http.GetStringAsync(
            new Uri("/api/v1/alerts", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal($"[{retained}]", alerts);
        var devices = await http.GetStringAsync(
            new Uri("/api/v1/devices", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("e8:6e:3a:2b:cc:08", devices, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_telemetry_through_mosquitto_gives_the_same_alerts_there()
    {
        await using var mosquitto = await MosquittoServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            options => options with { Broker = new BrokerOptions { Host = "127.0.0.1", Port = mosquitto.Port } });
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        await user.SubscribeAsync("iotwatch/bridge/state");
        await user.SubscribeAsync("iotwatch/alerts");
        Assert.Equal("online", await user.NextAsync("iotwatch/bridge/state"));
        foreach (var payload in Some.Beacon(Contacts))
            await user.PublishAsync("iotwatch/in/router/flow", payload);
        Assert.Contains("\"type\":\"new\"", await user.NextAsync("iotwatch/alerts"), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => service.Running.Status.Ingest.Messages == Contacts, TimeSpan.FromSeconds(60));
        await service.SettleAsync();
        Assert.Equal(await AlertsOfAnUndisturbedRunAsync(), Alerts(service));
    }

    [Fact]
    public async Task Telemetry_that_comes_twice_changes_nothing()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        foreach (var payload in Some.Beacon(Contacts))
        {
            await sensor.PublishAsync("iotwatch/in/router/flow", payload);
            await sensor.PublishAsync("iotwatch/in/router/flow", payload);
        }
        await service.SettleAsync();
        var once = await AlertsOfAnUndisturbedRunAsync();
        Assert.NotEmpty(once);
        Assert.Equal(once, Alerts(service));
        Assert.Equal(Contacts, service.Running.Status.Ingest.Duplicates);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public async Task Crashes_at_any_point_with_any_checkpoints_give_the_same_alerts_none_twice(int checkpointEvents)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            options => options with { Storage = new StorageOptions { CheckpointEvents = checkpointEvents } });
        var sent = 0;
        foreach (var crashAfter in new[] { 3, 11, 19, 24, Contacts })
        {
            await using (var sensor = await service.UserAsync())
                for (; sent < crashAfter; sent++)
                    await sensor.PublishAsync("iotwatch/in/router/flow", Some.Beacon(1, sent + 1).Single());
            await service.Running.AbandonAsync();
            await service.StartAgainAsync();
        }
        await service.SettleAsync();
        var undisturbed = await AlertsOfAnUndisturbedRunAsync();
        Assert.NotEmpty(undisturbed);
        Assert.Equal(undisturbed, Alerts(service));
    }

    [Fact]
    public async Task Sinks_are_told_before_a_checkpoint_and_one_that_fails_then_does_not_prevent_it()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var told = 0;
        service.Running.Of<DetectionLoop>().CheckpointDue += () => throw new IOException($"no room, {++told}");
        await using (var sensor = await service.UserAsync())
            await sensor.PublishAsync("iotwatch/in/router/flow", Some.Message(1).Payload);
        await service.SettleAsync();
        var statistics = service.Running.Status.Ingest;
        await service.Running.StopAsync();
        Assert.Equal((1, 1), (told, statistics.SinkFailures["checkpoint"]));
        using var database = Database.Open(service.Folder);
        Assert.Equal(1, new CheckpointStore(database, TimeProvider.System).Load()!.JournalId);
    }

    [Fact]
    public async Task Damaged_telemetry_among_good_is_counted_and_the_good_counts()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        foreach (var bad in new[]
        {
            "{", "[]]", "null", "\0\0", """{"schema":"iotwatch.flow/1","ts":"soon"}""", new string('[', 10_000)
        })
            await sensor.PublishAsync("iotwatch/in/router/flow", Encoding.UTF8.GetBytes(bad));
        foreach (var payload in Some.Beacon(Contacts))
            await sensor.PublishAsync("iotwatch/in/router/flow", payload);
        await service.SettleAsync();
        Assert.Equal(Contacts, service.Running.Status.Ingest.Events);
        Assert.True(service.Running.Status.Ingest.Dropped.Values.Sum() >= 4);
        Assert.Equal(await AlertsOfAnUndisturbedRunAsync(), Alerts(service));
    }

    [Fact]
    public async Task A_clock_from_the_future_is_left_out_and_counted()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        const double seventyYears = 70 * 365.25 * 86_400;
        await sensor.PublishAsync("iotwatch/in/router/flow", Encoding.UTF8.GetBytes(Some.Flow(1, seventyYears)));
        await sensor.PublishAsync("iotwatch/in/router/flow", Encoding.UTF8.GetBytes(Some.Flow(2, 60)));
        await service.SettleAsync();
        Assert.Equal(1, service.Running.Status.Ingest.Dropped["from-the-future"]);
        Assert.Equal(Some.Start.AddSeconds(60), service.Running.Status.LastObservationAt);
    }

    [Fact]
    public async Task Lost_numbers_are_seen()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        await sensor.PublishAsync(
            "iotwatch/in/router/flow", Some.Batch(Some.Flow(1, 1), Some.Flow(2, 2), Some.Flow(6, 6)));
        await service.SettleAsync();
        var router = service.Running.Status.Ingest.Sensors.Single();
        Assert.Equal(("router", 3, 3), (router.Id, router.Events, router.Missing));
    }

    private static async Task<string> AlertsOfAnUndisturbedRunAsync()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        foreach (var payload in Some.Beacon(Contacts))
            await sensor.PublishAsync("iotwatch/in/router/flow", payload);
        await service.SettleAsync();
        return Alerts(service);
    }

    private static string Alerts(ServiceUnderTest service) =>
        string.Join(
            '\n',
            service.Running.Alerts.Since(0, 1000)
                .Select(stored => $"{stored.Sequence} {AlertJson.Write(stored.Alert)}"));
}
