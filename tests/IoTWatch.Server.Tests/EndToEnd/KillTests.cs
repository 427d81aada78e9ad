using System.Collections.Concurrent;
using System.Text.Json;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;
using MQTTnet.Exceptions;

namespace IoTWatch.Server.Tests.EndToEnd;

/// <summary>
/// The promise "a telemetry message acknowledged is a message kept", with a real SIGKILL in the middle of the stream.
/// </summary>
public class KillTests
{
    private const int Sensors = 4;
    private const int MessagesEach = 200;
    private const int Kills = 3;

    [Fact]
    public async Task What_the_embedded_broker_acknowledged_is_in_the_journal_after_kill_9()
    {
        using var folder = new TempFolder();
        var port = FreePort.Take();
        await SendAndKillAsync(folder.Path, port, embeddedPort: port, brokerPort: 0);
        Check(folder.Path);
    }

    [Fact]
    public async Task What_mosquitto_acknowledged_is_in_the_journal_after_kill_9_of_the_service()
    {
        await using var mosquitto = await MosquittoServer.StartAsync();
        using var folder = new TempFolder();
        await SendAndKillAsync(folder.Path, mosquitto.Port, embeddedPort: 0, brokerPort: mosquitto.Port);
        Check(folder.Path);
    }

    private static async Task SendAndKillAsync(string folder, int port, int embeddedPort, int brokerPort)
    {
        var service = await ServiceChild.StartAsync(folder, embeddedPort, brokerPort);
        var acknowledged = new int[Sensors];
        var random = new Random(4);
        try
        {
            if (brokerPort > 0)
                await JournalHasAsync(folder, brokerPort, 1);
            var senders = Enumerable.Range(0, Sensors).Select(sensor => SendAsync(port, sensor, acknowledged)).ToList();
            for (var kill = 0; kill < Kills; kill++)
            {
                var target = Sensors * MessagesEach * (kill + 1) / (Kills + 1) + random.Next(50);
                await Eventually.TrueAsync(() => acknowledged.Sum() >= target, TimeSpan.FromSeconds(60));
                await service.KillAsync();
                service.Dispose();
                service = await ServiceChild.StartAsync(folder, embeddedPort, brokerPort);
            }
            await Task.WhenAll(senders);
            if (brokerPort > 0)
                await Eventually.TrueAsync(
                    () => Numbers(folder).Distinct().Count() >= Sensors * MessagesEach, TimeSpan.FromSeconds(60));
        }
        finally
        {
            service.Dispose();
        }
    }

    /// <summary>
    /// A sensor with an outbox: sends each message until it is acknowledged, over as many connections as that takes.
    /// </summary>
    private static async Task SendAsync(int port, int sensor, int[] acknowledged)
    {
        MqttUser? user = null;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var n = 1; n <= MessagesEach;)
            try
            {
                user ??= await MqttUser.ConnectAsync(port);
                var answer = await user.PublishAsync($"iotwatch/in/sensor{sensor}/flow", Some.Message(n).Payload);
                if (answer.IsSuccess)
                    acknowledged[sensor] = n++;
            }
            catch (Exception error) when (error is MqttCommunicationException or MqttClientDisconnectedException
                or MqttClientNotConnectedException or OperationCanceledException)
            {
                if (user is not null)
                    await user.DisposeAsync();
                user = null;
                await beat.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        if (user is not null)
            await user.DisposeAsync();
    }

    /// <summary>
    /// The bridge has subscribed once its first message is through: before that mosquitto holds nothing for it.
    /// </summary>
    private static async Task JournalHasAsync(string folder, int port, int count)
    {
        await using var user = await MqttUser.ConnectAsync(port);
        await user.SubscribeAsync("iotwatch/bridge/state");
        await user.NextAsync("iotwatch/bridge/state");
        await user.PublishAsync("iotwatch/in/first/flow", Some.Message(count).Payload);
        await Eventually.TrueAsync(() => Numbers(folder).Count > 0, TimeSpan.FromSeconds(60));
    }

    private static void Check(string folder)
    {
        var found = new ConcurrentDictionary<(string Sensor, int Number), int>();
        foreach (var (sensor, number) in Numbers(folder))
            found.AddOrUpdate((sensor, number), 1, (_, times) => times + 1);
        for (var sensor = 0; sensor < Sensors; sensor++)
            for (var n = 1; n <= MessagesEach; n++)
                Assert.True(
                    found.ContainsKey(($"sensor{sensor}", n)), $"sensor{sensor} {n} was acknowledged and is lost");

        // The journal may hold a repeat whose acknowledgement was lost; what reaches the detector may not.
        using var database = Database.Open(folder);
        using var journal = new Journal(database, new Server.Configuration.StorageOptions(), TimeProvider.System);
        var statistics = new Server.Feed.IngestStatistics();
        var intake = new Server.Detection.TelemetryIntake(statistics);
        var observations = new List<Core.Observations.Observation>();
        for (long last = 0; journal.Read(last, 1000, int.MaxValue) is { Count: > 0 } entries; last = entries[^1].Id)
            foreach (var entry in entries.Where(entry => entry.Sensor.StartsWith("sensor", StringComparison.Ordinal)))
                intake.Decode(entry, observations);
        Assert.Equal(Sensors * MessagesEach, observations.Count);
        Assert.Equal(0, statistics.Missing);
    }

    private static List<(string Sensor, int Number)> Numbers(string folder)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(folder, Database.FileName)};Pooling=false");
        connection.Open();
        using var command = connection.Command("SELECT sensor, payload FROM journal ORDER BY id");
        using var rows = command.ExecuteReader();
        var numbers = new List<(string, int)>();
        while (rows.Read())
            numbers.Add(
                (rows.GetString(0), JsonDocument.Parse(rows.Bytes(1)).RootElement.GetProperty("seq").GetInt32()));
        return numbers;
    }
}
