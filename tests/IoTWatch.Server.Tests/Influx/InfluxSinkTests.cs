using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Influx;
using IoTWatch.Server.Tests.Servers;
using IoTWatch.Server.Tests.Web;

namespace IoTWatch.Server.Tests.Influx;

/// <summary>Events in, points read back by InfluxQL from a real influxd.</summary>
public sealed class InfluxSinkTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Hostile =
    [
        "plain", "a b,c=d", "\"quoted\"", "back\\slash\\", "two\nlines\r\n", "日本 ☕ 😀", "'; DROP DATABASE x--",
        "\u202Eevil", "tab\there", "="
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-sink-").FullName;
    private readonly ListAlerts _alerts = new();
    private readonly ServiceStatus _status = new(TimeProvider.System, new IngestStatistics());

    [Fact]
    public async Task Flows_radio_events_and_beacons_are_read_back_as_they_were()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var sink = Sink(server);
        sink.Start();
        sink.Observed(Flow(0, out_b: 310));
        sink.Observed(new TickObservation { At = Start });
        sink.Observed(new WifiObservation
        {
            At = Start,
            Mac = new MacAddress(0x5ccf7f07f1a2),
            Event = WifiEvent.PskMismatch,
            Bssid = new MacAddress(0xe86e3a2bcc08),
            Ssid = "Ho\"me",
            Encryption = WifiEncryption.Wpa2,
            RssiDbm = -52,
            Channel = 36,
        });
        var device = new DeviceReport("5ccf7f07f1a2", null, null, null, null, "none", false, Start, Start, 1);
        sink.AddBeacons([new ChannelReport(
            device, new ChannelKey("evil.example", TransportProtocol.Tcp, 443), null, "203.0.113.44", 64, Start, Start,
            0.99, 60, double.NaN, 2, false, Tier.F3, false, false,
            new GeoRecord("CN", CountryConfidence.High, "test", 0, null), [])]);
        await sink.DrainedAsync(TestContext.Current.CancellationToken);

        var flow = await RowAsync(server, "iotwatch_flows", "SELECT * FROM flow");
        Assert.Equal("5ccf7f07f1a2", flow["device"].GetString());
        Assert.Equal("203.0.113.44", flow["dst"].GetString());
        Assert.Equal(310, flow["out_b"].GetInt64());
        Assert.Equal("tcp", flow["proto"].GetString());
        Assert.Equal(new DateTimeOffset(Start).ToUnixTimeMilliseconds(), flow["time"].GetInt64());
        var wifi = await RowAsync(server, "iotwatch", "SELECT * FROM wifi");
        Assert.Equal("psk_mismatch", wifi["event"].GetString());
        Assert.Equal("Ho\"me", wifi["ssid"].GetString());
        Assert.Equal(-52, wifi["rssi"].GetInt32());
        var beacon = await RowAsync(server, "iotwatch", "SELECT * FROM beacon");
        Assert.Equal(0.99, beacon["probability"].GetDouble());
        Assert.False(beacon.ContainsKey("jitter"), "a number that is none was written");
        Assert.Equal(LinkState.Up, _status.Influx.State);
    }

    [Fact]
    public async Task Hostile_texts_come_back_on_one_line_and_never_harm_their_neighbours()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var sink = Sink(server);
        sink.Start();
        for (var i = 0; i < Hostile.Length; i++)
            sink.Changed(_alerts.Put(Alert($"id{i}", Hostile[i])), null!);
        await sink.DrainedAsync(TestContext.Current.CancellationToken);

        var rows = (await RowsAsync(
            server, "iotwatch_alerts", "SELECT * FROM alert")).ToDictionary(row => row["alert_id"].GetString()!);
        Assert.Equal(Hostile.Length, rows.Count);
        for (var i = 0; i < Hostile.Length; i++)
        {
            var oneLine = string.Concat(Hostile[i].Select(c => char.IsControl(c) ? ' ' : c));
            Assert.Equal(oneLine, rows[$"id{i}"]["explanation"].GetString());
            Assert.Equal(oneLine.Replace('\\', '/'), rows[$"id{i}"]["device"].GetString());
        }
    }

    [Fact]
    public async Task Events_of_one_device_and_millisecond_do_not_overwrite_each_other()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var sink = Sink(server);
        sink.Start();
        for (var i = 0; i < 200; i++)
            sink.Observed(Flow(0, out_b: i));
        for (var i = 0; i < 200; i++)
            sink.Observed(Flow(0, out_b: i));
        await sink.DrainedAsync(TestContext.Current.CancellationToken);

        var counted = await RowAsync(server, "iotwatch_flows", "SELECT count(out_b), sum(out_b) FROM flow");
        Assert.Equal(200, counted["count"].GetInt32());
        Assert.Equal(199 * 100, counted["sum"].GetInt32());
    }

    [Fact]
    public async Task Alerts_that_changed_while_the_service_was_down_are_sent_at_the_next_start()
    {
        await using var server = await InfluxServer.StartAsync();
        await using (var before = Sink(server))
        {
            before.Start();
            before.Changed(_alerts.Put(Alert("seen", "seen")), null!);
            await before.DrainedAsync(TestContext.Current.CancellationToken);
        }
        _alerts.Put(Alert("missed", "missed"));

        await using var after = Sink(server);
        after.Start();
        await after.DrainedAsync(TestContext.Current.CancellationToken);

        var rows = await RowsAsync(server, "iotwatch_alerts", "SELECT * FROM alert");
        Assert.Equal(["missed", "seen"], rows.Select(row => row["alert_id"].GetString()!).Order());
    }

    [Fact]
    public async Task A_server_that_refuses_the_password_is_named_in_the_health_and_nothing_is_lost()
    {
        await using var server = await InfluxServer.StartAsync("auth-enabled = true");
        using (var anyone = new InfluxClient(new InfluxOptions { Url = server.Url }, SenderBench.Quick))
            await anyone.QueryAsync(
                null, "CREATE USER root WITH PASSWORD 'right' WITH ALL PRIVILEGES",
                TestContext.Current.CancellationToken);
        using (var root = new InfluxClient(
            new InfluxOptions { Url = server.Url, User = "root", Password = "right" }, SenderBench.Quick))
            await root.QueryAsync(null, "CREATE DATABASE iotwatch_flows", TestContext.Current.CancellationToken);
        await using var sink = Sink(server, user: "root", password: "wrong");
        sink.Start();
        sink.Observed(Flow(0, out_b: 1));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_status.Influx.State != LinkState.Misconfigured && await beat.WaitForNextTickAsync(patience.Token))
        {
        }

        Assert.Contains("401", _status.Influx.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", _status.Influx.Detail, StringComparison.Ordinal);
        Assert.True(sink.Senders.Sum(sender => sender.SpoolBytes) > 0, "the point was thrown away");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private InfluxSink Sink(InfluxServer server, string? user = null, string? password = null) => new(
        new InfluxOptions { Url = server.Url, User = user, Password = password },
        SenderBench.Quick with { BatchTime = TimeSpan.FromMilliseconds(20) }, _folder, _alerts, _status,
        TimeProvider.System);

    private static FlowObservation Flow(int second, long out_b) => new()
    {
        At = Start.AddSeconds(second),
        Mac = new MacAddress(0x5ccf7f07f1a2),
        Source = new(IpAddress.Parse("192.168.1.50"), 49152),
        Destination = new(IpAddress.Parse("203.0.113.44"), 443),
        Protocol = TransportProtocol.Tcp,
        BytesOut = out_b,
        BytesIn = 9,
    };

    private static Alert Alert(string id, string text) => SomeAlert.Of(id) with
    {
        At = Start,
        Explanation = text,
        Device = new DeviceSummary(text, null, null, text, null),
    };

    private static async Task<Dictionary<string, JsonElement>> RowAsync(
        InfluxServer server, string database, string query) =>
        Assert.Single(await RowsAsync(server, database, query));

    private static async Task<List<Dictionary<string, JsonElement>>> RowsAsync(
        InfluxServer server, string database, string query)
    {
        using var client = new InfluxClient(new InfluxOptions { Url = server.Url }, SenderBench.Quick);
        var answer = await client.QueryAsync(database, query, TestContext.Current.CancellationToken);
        var series = answer.GetProperty("results")[0].GetProperty("series")[0];
        var columns = series.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!).ToList();
        return [.. series.GetProperty("values").EnumerateArray().Select(row => columns.Zip(row.EnumerateArray())
            .Where(cell => cell.Second.ValueKind != JsonValueKind.Null)
            .ToDictionary(cell => cell.First, cell => cell.Second))];
    }
}
