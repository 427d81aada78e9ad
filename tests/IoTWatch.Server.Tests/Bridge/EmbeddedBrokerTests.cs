using System.Net;
using System.Net.Sockets;
using System.Text;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;
using MQTTnet;
using MQTTnet.Formatter;

namespace IoTWatch.Server.Tests.Bridge;

public class EmbeddedBrokerTests
{
    [Fact]
    public async Task Telemetry_is_in_the_journal_when_its_acknowledgement_comes()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        for (var n = 1; n <= 20; n++)
        {
            var answer = await sensor.PublishAsync("iotwatch/in/router/flow", Some.Message(n).Payload);
            Assert.Equal(MqttClientPublishReasonCode.Success, answer.ReasonCode);
            using var other = Reader(service);
            Assert.Equal(n, other.Scalar("SELECT count(*) FROM journal"));
        }
    }

    [Theory]
    [InlineData("iotwatch/in/router/flow", 300_000, false, "payload-too-large")]
    [InlineData("iotwatch/in/router/flow", 0, false, "payload-empty")]
    [InlineData("iotwatch/in/router/flow", 10, true, "retained")]
    [InlineData("iotwatch/in/router/nonsense", 10, false, "unknown-topic")]
    public async Task What_is_no_telemetry_is_refused_counted_and_never_stored(
        string topic, int bytes, bool retain, string reason)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        var answer = await sensor.PublishAsync(topic, new byte[bytes], retain);
        Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, answer.ReasonCode);
        Assert.Equal(1, service.Running.Status.Ingest.Dropped[reason]);
        Assert.Equal(0, service.Running.Of<Journal>().LastId);
    }

    [Theory]
    [InlineData("iotwatch/alerts")]
    [InlineData("iotwatch/alert/forged")]
    [InlineData("iotwatch/bridge/state")]
    public async Task A_client_cannot_forge_what_only_the_service_says(string topic)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var liar = await service.UserAsync();
        await using var reader = await service.UserAsync();
        await reader.SubscribeAsync(topic);
        var answer = await liar.PublishAsync(topic, "forged"u8.ToArray(), retain: true);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, answer.ReasonCode);
        await reader.SubscribeAsync("test/end");
        await liar.PublishAsync("test/end", "end"u8.ToArray());
        await reader.NextAsync("test/end");
        Assert.DoesNotContain(reader.Heard, message => Encoding.UTF8.GetString(message.Payload) == "forged");
    }

    [Fact]
    public async Task Readers_get_ordinary_messages_but_never_telemetry()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var reader = await service.UserAsync();
        await reader.SubscribeAsync("#");
        await using var sensor = await service.UserAsync();
        await sensor.PublishAsync("iotwatch/in/router/flow", Some.Message(1).Payload);
        await sensor.PublishAsync("test/hello", "world"u8.ToArray());
        Assert.Equal("world", await reader.NextAsync("test/hello"));
        Assert.DoesNotContain(
            reader.Heard, message => message.Topic.StartsWith("iotwatch/in/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_disk_takes_no_more_a_sensor_gets_no_acknowledgement_in_either_version_of_MQTT()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.Running.Of<Database>().Writer.WriteAsync(connection => connection.Execute(
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
        await using var modern = await service.UserAsync();
        await using var old = await MqttUser.ConnectAsync(service.Running.MqttPort!.Value, MqttProtocolVersion.V311);
        foreach (var sensor in new[] { modern, old })
        {
            var acknowledged = true;
            try
            {
                acknowledged = (await sensor.PublishAsync(
                    "iotwatch/in/router/flow", Some.Message(1).Payload)).IsSuccess;
            }
            catch (Exception error) when (error is MQTTnet.Exceptions.MqttCommunicationException
                or MQTTnet.Exceptions.MqttClientDisconnectedException)
            {
                acknowledged = false;
            }
            Assert.False(acknowledged);
        }
        Assert.Equal(2, service.Running.Status.Ingest.Refused["store-failed"]);
        Assert.Equal(Server.Feed.LinkState.Down, service.Running.Status.Store.State);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_clearly_with_the_mend()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            ServiceUnderTest.StartAsync(
                options => options with { EmbeddedBroker = new EmbeddedBrokerOptions { Port = port } }));
        Assert.Contains($"port {port} on 127.0.0.1 is taken", refused.Message, StringComparison.Ordinal);
        Assert.Contains("broker.host", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_loopback_is_served()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var lines = await File.ReadAllLinesAsync("/proc/net/tcp", TestContext.Current.CancellationToken);
        var listening = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(field => field.Length > 3 && field[3] == "0A").Select(field => field[1]).ToList();
        Assert.Contains($"0100007F:{service.Running.MqttPort:X4}", listening);
        Assert.DoesNotContain($"00000000:{service.Running.MqttPort:X4}", listening);
    }

    [Fact]
    public async Task A_sensor_that_says_it_is_gone_is_seen_to_be_gone()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        await sensor.PublishAsync("iotwatch/sensor/router/state", "online"u8.ToArray(), retain: true);
        Assert.True(service.Running.Status.Ingest.Sensors.Single().Online);
        await sensor.PublishAsync("iotwatch/sensor/router/state", "offline"u8.ToArray(), retain: true);
        Assert.False(service.Running.Status.Ingest.Sensors.Single().Online);
    }

    [Fact]
    public async Task The_bridge_says_that_it_is_there_what_it_is_and_how_it_does()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var reader = await service.UserAsync();
        await reader.SubscribeAsync("iotwatch/bridge/#");
        Assert.Equal("online", await reader.NextAsync("iotwatch/bridge/state"));
        Assert.Contains(
            "\"version\":\"", await NextRetainedAsync(service, "iotwatch/bridge/info"), StringComparison.Ordinal);
        await service.Running.BeatAsync();
        Assert.Contains("\"db_ok\":true", await reader.NextAsync("iotwatch/bridge/health"), StringComparison.Ordinal);
    }

    private static async Task<string> NextRetainedAsync(ServiceUnderTest service, string topic)
    {
        await using var late = await service.UserAsync();
        await late.SubscribeAsync(topic);
        return await late.NextAsync(topic);
    }

    private static Microsoft.Data.Sqlite.SqliteConnection Reader(ServiceUnderTest service)
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(service.Folder, Database.FileName)};Pooling=false");
        connection.Open();
        return connection;
    }

    [Fact]
    public async Task A_client_of_3_1_1_without_an_id_is_let_in_as_the_common_command_line_clients_are()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", service.Running.MqttPort!.Value, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        // CONNECT, protocol level 4, clean session, keep-alive 60 s, empty client id.
        await stream.WriteAsync(
            new byte[] { 0x10, 12, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 60, 0, 0 },
            TestContext.Current.CancellationToken);
        var answer = new byte[4];
        await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal([0x20, 2, 0, 0], answer);
    }
}
