using System.Diagnostics;
using System.Text.Json;
using IoTWatch.Core.Devices;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Influx;
using IoTWatch.Server.Storage;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Bridge;

/// <summary>Every half minute: says how the bridge is doing, and which devices there are when that has changed.</summary>
public sealed class BridgeBeat(
    IReadOnlyList<BridgePublisher> publishers, Topics topics, DetectionLoop detection, QuietClock clock, InfluxSink? influx, SqliteAlertStore alerts, Database database, ServiceStatus status, string configHash,
    TimeProvider time, ILogger<BridgeBeat> logger) : IAsyncDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private const int OpenAtMost = 10_000;
    private readonly DeviceStates _states = new(topics);
    private readonly CancellationTokenSource _stop = new();
    private byte[] _devices = [];
    private (long At, long Messages, long Events) _last;
    private Task _running = Task.CompletedTask;

    /// <summary>Beats once, then goes on by itself.</summary>
    public async Task StartAsync()
    {
        _last = (time.GetTimestamp(), 0, 0);
        await BeatAsync().ConfigureAwait(false);
        _running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>One beat: to the status, and to every broker.</summary>
    public async Task BeatAsync()
    {
        clock.Beat();
        try
        {
            await AskForDevicesAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // The detector has stopped; that is in the status, and the beat must go on to say so.
        }
        status.Store = database.Writer.Fault is { } fault ? new LinkStatus(LinkState.Down, fault) : new LinkStatus(LinkState.Up);

        var info = new BridgeInfo(status.Version, configHash, status.ModelId, (long)(time.GetUtcNow() - status.StartedAt).TotalSeconds);
        Set(topics.Info, JsonSerializer.SerializeToUtf8Bytes(info, BridgeJson.Default.BridgeInfo), retain: true);
        Set(topics.Health, JsonSerializer.SerializeToUtf8Bytes(Health(), BridgeJson.Default.BridgeHealth), retain: false);
    }

    private async Task AskForDevicesAsync()
    {
        var (devices, channels, review) = await detection.AskAsync(pipeline =>
        {
            influx?.Beacons(pipeline.Channels());
            status.Count(pipeline.Desk);
            var known = pipeline.Devices().ToList();
            return (known, known.Sum(device => device.Channels), pipeline.Desk.Review().Select(item => item.Device).ToHashSet(StringComparer.Ordinal));
        }).ConfigureAwait(false);
        (status.Devices, status.Channels) = (devices.Count, channels);
        var list = JsonSerializer.SerializeToUtf8Bytes([.. devices.Select(Describe)], BridgeJson.Default.IReadOnlyListBridgeDevice);
        if (!list.AsSpan().SequenceEqual(_devices))
            Set(topics.Devices, _devices = list, retain: true);
        foreach (var (topic, payload) in _states.Changes(devices, alerts.Open(OpenAtMost).Select(stored => stored.Alert), review))
            Set(topic, payload, retain: true);
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
                await BeatAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
#pragma warning disable CA1031 // A beat that stops must be heard of; nothing else depends on it.
        catch (Exception error)
        {
            logger.BeatStopped(error);
        }
#pragma warning restore CA1031
    }

    private BridgeHealth Health()
    {
        var ingest = status.Ingest;
        var now = (At: time.GetTimestamp(), ingest.Messages, ingest.Events);
        var seconds = Math.Max(1e-3, time.GetElapsedTime(_last.At, now.At).TotalSeconds);
        var (messagesPerSecond, eventsPerSecond) = ((now.Messages - _last.Messages) / seconds, (now.Events - _last.Events) / seconds);
        _last = now;
        return new BridgeHealth(
            Math.Round(messagesPerSecond, 1), Math.Round(eventsPerSecond, 1), status.Queue, ingest.Dropped, ingest.Refused, ingest.Duplicates, ingest.Late, ingest.Missing,
            status.Store.State == LinkState.Up, Math.Round(ResidentMegabytes(), 1),
            ingest.Sensors.ToDictionary(
                sensor => sensor.Id, sensor => new BridgeSensor(sensor.Online, sensor.Events, sensor.Missing, sensor.Duplicates, sensor.LastObservationAt)));
    }

    private static BridgeDevice Describe(DeviceReport device) => new(
        device.Id, device.Name, device.Mac is { } mac ? [mac] : [], device.Vendor,
        device.Learning ? "learning" : device.Profile == "none" ? "none" : "frozen");

    private static double ResidentMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1e6;
    }

    private void Set(string topic, byte[] payload, bool retain)
    {
        foreach (var publisher in publishers)
            publisher.Set(topic, payload, retain);
    }
}
