using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Bridge;

public class ExternalBrokerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Telemetry_through_mosquitto_reaches_the_journal_and_the_bridge_shows_itself_there()
    {
        await using var mosquitto = await MosquittoServer.StartAsync();
        await using var service = await StartAsync(mosquitto);
        await UpAsync(service);
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        await user.SubscribeAsync("iotwatch/bridge/state");
        Assert.Equal("online", await user.NextAsync("iotwatch/bridge/state"));
        await user.PublishAllAsync("iotwatch/in/router/flow", Enumerable.Range(1, 200).Select(n => Some.Message(n).Payload));
        await JournaledAsync(service, 200);
        Assert.Equal(Enumerable.Range(1, 200), Numbers(service));
        await service.Running.StopAsync();
        Assert.Equal("offline", await user.NextAsync("iotwatch/bridge/state"));
    }

    [Fact]
    public async Task What_came_while_the_service_was_away_is_delivered_when_it_is_back()
    {
        await using var mosquitto = await MosquittoServer.StartAsync(savesEachChange: false);
        await using var service = await StartAsync(mosquitto);
        await UpAsync(service);
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        await user.PublishAsync("iotwatch/in/router/flow", Some.Message(1).Payload);
        await JournaledAsync(service, 1);
        await service.Running.StopAsync();
        await user.PublishAllAsync("iotwatch/in/router/flow", Enumerable.Range(2, 1499).Select(n => Some.Message(n).Payload));
        await service.StartAgainAsync();
        await JournaledAsync(service, 1500);
        Assert.Equal(Enumerable.Range(1, 1500), Numbers(service));
    }

    [Fact]
    public async Task When_the_service_dies_between_receipt_and_disk_the_message_comes_again()
    {
        await using var mosquitto = await MosquittoServer.StartAsync();
        await using var service = await StartAsync(mosquitto);
        await UpAsync(service);
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        var writer = service.Running.Of<Database>().Writer;
        await writer.WriteAsync(connection => connection.Execute("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
        for (var n = 1; n <= 50; n++)
            await user.PublishAsync("iotwatch/in/router/flow", Some.Message(n).Payload);
        await user.SubscribeAsync("iotwatch/bridge/state");
        await writer.WriteAsync(connection => connection.Execute("DROP TRIGGER full"));
        await JournaledAsync(service, 50);
        Assert.Equal(Enumerable.Range(1, 50), Numbers(service).Distinct().Order());
    }

    [Fact]
    public async Task A_broker_that_is_killed_is_found_again_and_the_alert_that_it_missed_is_told()
    {
        await using var mosquitto = await MosquittoServer.StartAsync();
        await using var service = await StartAsync(mosquitto);
        await UpAsync(service);
        await mosquitto.KillAsync();
        await service.DetectAsync(Some.New());
        await mosquitto.StartAgainAsync();
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        await user.SubscribeAsync("iotwatch/alert/a1");
        Assert.Equal(Core.Alerts.AlertJson.Write(Some.Alert()), await user.NextAsync("iotwatch/alert/a1"));
    }

    [Fact]
    public async Task A_refused_log_in_is_shown_as_misconfigured_and_a_right_one_works()
    {
        await using var mosquitto = await MosquittoServer.StartAsync(("bridge", "secret"));
        await using var wrong = await StartAsync(mosquitto, new BrokerOptions { User = "bridge", Password = "wrong" });
        await StateAsync(wrong, LinkState.Misconfigured);
        Assert.Contains("broker.password", wrong.Running.Status.ExternalBroker.Detail, StringComparison.Ordinal);
        await using var right = await StartAsync(mosquitto, new BrokerOptions { User = "bridge", Password = "secret" });
        await StateAsync(right, LinkState.Up);
    }

    private static async Task<ServiceUnderTest> StartAsync(MosquittoServer mosquitto, BrokerOptions? broker = null) =>
        await ServiceUnderTest.StartAsync(options => options with { Broker = (broker ?? new BrokerOptions()) with { Host = "127.0.0.1", Port = mosquitto.Port } });

    private static Task UpAsync(ServiceUnderTest service) => StateAsync(service, LinkState.Up);

    private static Task StateAsync(ServiceUnderTest service, LinkState state) =>
        Eventually.TrueAsync(() => service.Running.Status.ExternalBroker.State == state, Patience);

    private static Task JournaledAsync(ServiceUnderTest service, long messages) =>
        Eventually.TrueAsync(() => service.Running.Of<Journal>().LastId >= messages && Numbers(service).Distinct().Count() >= messages, Patience);

    private static List<int> Numbers(ServiceUnderTest service)
    {
        using var database = service.Running.Of<Database>().Open();
        using var command = database.Command("SELECT payload FROM journal ORDER BY id");
        using var rows = command.ExecuteReader();
        var numbers = new List<int>();
        while (rows.Read())
            numbers.Add(System.Text.Json.JsonDocument.Parse(rows.Bytes(0)).RootElement.GetProperty("seq").GetInt32());
        return numbers;
    }
}
