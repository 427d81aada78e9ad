using System.Diagnostics;
using System.Text.Json;
using IoTWatch.Core.Home;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Influx;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Bridge;

/// <summary>
/// Publishes the health of the bridge every half minute, and the devices and their states when these change.
/// </summary>
public sealed class BridgeHeartbeat(
    IReadOnlyList<BridgePublisher> publishers, Topics topics, PipelineQueries queries, IdleClock clock,
    InfluxSink? influx,
    SqliteAlertStore alerts, ServiceStatus status, string configHash, LoopSupervisor supervisor, TimeProvider time)
    : IAsyncDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private const int MaxOpenAlerts = 10_000;
    private readonly DeviceStates _states = new(topics);
    private readonly SupervisedLoop _loop = supervisor.Add("heartbeat", LoopBackoff.Remote);
    private readonly CancellationTokenSource _stop = new();
    private byte[] _devices = [];
    private (long At, long Messages, long Events) _last = (time.GetTimestamp(), 0, 0);
    private Task _running = Task.CompletedTask;

    /// <summary>Starts the loop; ends after its first heartbeat, whether that succeeded or not.</summary>
    public async Task StartAsync()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running = RunAsync(first);
        await first.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _loop.Dispose();
        _stop.Dispose();
    }

    /// <summary>Updates the status and publishes it to every broker.</summary>
    /// <remarks>The health is published also when the devices cannot be read.</remarks>
    public async Task BeatAsync()
    {
        clock.AppendTick();
        try
        {
            await PublishDevicesAsync().ConfigureAwait(false);
        }
        finally
        {
            PublishHealth();
        }
    }

    private async Task RunAsync(TaskCompletionSource first)
    {
        using var timer = new PeriodicTimer(Period, time);
        await _loop.RunAsync(
            async _ =>
            {
                try
                {
                    await BeatAsync().ConfigureAwait(false);
                }
                finally
                {
                    first.TrySetResult();
                }
            },
            token => timer.WaitForNextTickAsync(token).AsTask(), _stop.Token).ConfigureAwait(false);
        first.TrySetResult();
    }

    private async Task PublishDevicesAsync()
    {
        var (devices, review) = await queries.QueryAsync(
            pipeline =>
            {
                influx?.AddBeacons(pipeline.Home.Channels());
                status.CountWaiting(pipeline.Administration);
                var waiting = pipeline.Administration.Reviews().Select(item => item.Device)
                    .ToHashSet(StringComparer.Ordinal);
                return (pipeline.Home.Devices().ToList(), waiting);
            },
            _stop.Token).ConfigureAwait(false);
        (status.Devices, status.Channels) = (devices.Count, devices.Sum(device => device.Channels));
        var list = JsonSerializer.SerializeToUtf8Bytes(
            [.. devices.Select(Describe)], BridgeJson.Default.IReadOnlyListBridgeDevice);
        if (!list.AsSpan().SequenceEqual(_devices))
            Publish(topics.Devices, _devices = list, retain: true);
        var open = alerts.Open(MaxOpenAlerts).Select(stored => stored.Alert);
        foreach (var (topic, payload) in _states.Changes(devices, open, review))
            Publish(topic, payload, retain: true);
    }

    private void PublishHealth()
    {
        if (status.Store.State == LinkState.Off)
            status.Store = new LinkStatus(LinkState.Up);
        var uptime = (long)(time.GetUtcNow() - status.StartedAt).TotalSeconds;
        var info = new BridgeInfo(status.Version, configHash, status.ModelId, uptime);
        Publish(topics.Info, JsonSerializer.SerializeToUtf8Bytes(info, BridgeJson.Default.BridgeInfo), retain: true);
        var health = JsonSerializer.SerializeToUtf8Bytes(Health(), BridgeJson.Default.BridgeHealth);
        Publish(topics.Health, health, retain: false);
    }

    private BridgeHealth Health()
    {
        var ingest = status.Ingest;
        var now = (At: time.GetTimestamp(), ingest.Messages, ingest.Events);
        var seconds = Math.Max(1e-3, time.GetElapsedTime(_last.At, now.At).TotalSeconds);
        var messagesPerSecond = (now.Messages - _last.Messages) / seconds;
        var eventsPerSecond = (now.Events - _last.Events) / seconds;
        _last = now;
        return new BridgeHealth(
            Math.Round(messagesPerSecond, 1), Math.Round(eventsPerSecond, 1), status.Queue, ingest.Dropped,
            ingest.Refused,
            ingest.Duplicates, ingest.Late, ingest.Missing, status.Store.State == LinkState.Up,
            Math.Round(ResidentMegabytes(), 1), ingest.Sensors.ToDictionary(sensor => sensor.Id, Describe),
            status.Loops.Where(loop => loop.IsFailing).ToDictionary(loop => loop.Name, loop => loop.Error ?? ""),
            status.Loops.Sum(loop => loop.Failures));
    }

    private static BridgeSensor Describe(SensorStatus sensor) =>
        new(sensor.Online, sensor.Events, sensor.Missing, sensor.Duplicates, sensor.LastObservationAt);

    private static BridgeDevice Describe(DeviceReport device) => new(
        device.Id, device.Name, device.Mac is { } mac ? [mac] : [], device.Vendor,
        device.Learning ? "learning" : device.Profile == "none" ? "none" : "frozen");

    private static double ResidentMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1e6;
    }

    private void Publish(string topic, byte[] payload, bool retain)
    {
        foreach (var publisher in publishers)
            publisher.Publish(topic, payload, retain);
    }
}
