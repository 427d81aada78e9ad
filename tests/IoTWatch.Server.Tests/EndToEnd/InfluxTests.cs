using System.Text.Json;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Influx;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.EndToEnd;

public class InfluxTests
{
    [Fact]
    public async Task Telemetry_published_to_mosquitto_becomes_an_alert_whose_points_are_read_back_by_InfluxQL()
    {
        const int contacts = 30;
        await using var mosquitto = await MosquittoServer.StartAsync();
        await using var influx = await InfluxServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(options => options with
        {
            Broker = new BrokerOptions { Host = "127.0.0.1", Port = mosquitto.Port },
            Influx = new InfluxOptions { Url = influx.Url, Retention = false },
        });
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        await user.SubscribeAsync("iotwatch/bridge/state");
        Assert.Equal("online", await user.NextAsync("iotwatch/bridge/state"));
        foreach (var payload in Some.Beacon(contacts))
            await user.PublishAsync("iotwatch/in/router/flow", payload);
        await Eventually.TrueAsync(() => service.Running.Status.Ingest.Messages == contacts, TimeSpan.FromSeconds(60));
        await service.SettleAsync();
        await service.Running.Of<InfluxSink>().DrainedAsync(TestContext.Current.CancellationToken);

        var flows = await QueryAsync(
            influx, "iotwatch_flows", "SELECT count(dport), sum(out_b) FROM flow WHERE device = 'e86e3a2bcc08'");
        Assert.Equal(contacts, flows[1].GetInt64());
        var alert = service.Running.Alerts.Latest(1).Single().Alert;
        var point = await QueryAsync(
            influx, "iotwatch_alerts",
            "SELECT alert_id, probability, period_s, explanation FROM alert ORDER BY time DESC LIMIT 1");
        Assert.Equal(alert.Id, point[1].GetString());
        Assert.Equal(alert.Beacon!.Probability, point[2].GetDouble());
        Assert.Equal(alert.Beacon.PeriodS, point[3].GetDouble());
        Assert.Equal(alert.Explanation, point[4].GetString());
    }

    private static async Task<JsonElement[]> QueryAsync(InfluxServer server, string database, string query)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        var text = await http.GetStringAsync(
            new Uri($"query?db={database}&epoch=ms&q={Uri.EscapeDataString(query)}", UriKind.Relative),
            TestContext.Current.CancellationToken);
        using var answer = JsonDocument.Parse(text);
        return [.. answer.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values")[0]
            .EnumerateArray().Select(value => value.Clone())];
    }
}
