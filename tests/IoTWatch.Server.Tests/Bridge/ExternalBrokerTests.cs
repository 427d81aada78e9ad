using System.Text.Json;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
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
        await user.PublishAllAsync(
            "iotwatch/in/router/flow", Enumerable.Range(1, 200).Select(n => Some.Message(n).Payload));
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
        await user.PublishAllAsync(
            "iotwatch/in/router/flow", Enumerable.Range(2, 1499).Select(n => Some.Message(n).Payload));
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
        await writer.WriteAsync(connection => connection.Execute(
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
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
    public async Task A_broker_killed_and_started_again_under_load_is_one_failure_and_nothing_acknowledged_is_lost()
    {
        const int messages = 3000;
        await using var mosquitto = await MosquittoServer.StartAsync();
        await using var service = await StartAsync(mosquitto);
        await UpAsync(service);
        var sent = new List<int>();
        var load = PublishAsync(mosquitto.Port, messages, sent);
        await Eventually.TrueAsync(() => service.Running.Status.Ingest.Messages > 100, Patience);
        await mosquitto.KillAsync();
        await Eventually.TrueAsync(() => Loop(service, "broker-connection").IsFailing, Patience);
        Assert.Contains("broker-connection", (await HealthAsync(service)).GetProperty("loops").EnumerateArray()
            .Where(loop => loop.GetProperty("state").GetString() == "failing")
            .Select(loop => loop.GetProperty("name").GetString()));
        await mosquitto.StartAgainAsync();
        await load;
        await UpAsync(service);
        await Eventually.TrueAsync(() => Numbers(service).Contains(sent[^1]), Patience);
        await Eventually.TrueAsync(() => Loop(service, "broker-connection") is { IsFailing: false }, Patience);
        Assert.Equal(1, Loop(service, "broker-connection").Failures);
        Assert.False(Loop(service, "acknowledge").IsFailing);

        // Acknowledgements work: what comes now is not delivered again to the next session.
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        await user.PublishAsync("iotwatch/in/late/flow", Some.Message(1).Payload);
        await Eventually.TrueAsync(
            () => service.Running.Status.Ingest.Sensors.Any(sensor => sensor.Id == "late"), Patience);
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
        await ServiceUnderTest.StartAsync(options => options with
        {
            Broker = (broker ?? new BrokerOptions()) with { Host = "127.0.0.1", Port = mosquitto.Port }
        });

    private static Task UpAsync(ServiceUnderTest service) => StateAsync(service, LinkState.Up);

    private static Task StateAsync(ServiceUnderTest service, LinkState state) =>
        Eventually.TrueAsync(() => service.Running.Status.ExternalBroker.State == state, Patience);

    private static Task JournaledAsync(ServiceUnderTest service, long messages) =>
        Eventually.TrueAsync(
            () => service.Running.Of<Journal>().LastId >= messages && Numbers(service).Distinct().Count() >= messages,
            Patience);

    private static LoopStatus Loop(ServiceUnderTest service, string name) =>
        service.Running.Status.Loops.Single(loop => loop.Name == name);

    private static async Task<JsonElement> HealthAsync(ServiceUnderTest service)
    {
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var answer = JsonDocument.Parse(await http.GetStringAsync(
            new Uri("/api/v1/health", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("degraded", answer.RootElement.GetProperty("status").GetString());
        return answer.RootElement.Clone();
    }

    /// <summary>
    /// Publishes messages; connects again when the broker goes away, and goes on with the first that it did not
    /// acknowledge.
    /// </summary>
    private static async Task PublishAsync(int port, int count, List<int> acknowledged)
    {
        for (var next = 1; next <= count;)
            try
            {
                await using var user = await MqttUser.ConnectAsync(port);
                for (; next <= count; next++)
                {
                    await user.PublishAsync("iotwatch/in/router/flow", Some.Message(next).Payload);
                    acknowledged.Add(next);
                }
            }
            catch (Exception error) when (error is MQTTnet.Exceptions.MqttCommunicationException
                or MQTTnet.Exceptions.MqttClientDisconnectedException)
            {
                await Task.Yield();
            }
    }

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
