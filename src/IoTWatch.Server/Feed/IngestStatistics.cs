using System.Collections.Concurrent;

namespace IoTWatch.Server.Feed;

/// <summary>Counts what came in, what was left out and why, since the service started; safe from any thread.</summary>
/// <remarks>
/// Bounded: at most <see cref="MaxReasons"/> reasons (the rest is <c>(other)</c>) and <see cref="MaxSensors"/>
/// sensors.
/// </remarks>
public sealed class IngestStatistics
{
    public const int MaxReasons = 64;
    public const int MaxSensors = 1024;

    private readonly ConcurrentDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _sinkFailures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SensorStatus> _sensors = new(StringComparer.Ordinal);
    private long _messages;
    private long _bytes;
    private long _events;
    private long _duplicates;
    private long _late;
    private long _restarts;
    private long _sessionsLost;

    /// <summary>Telemetry messages journaled.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Observations given to the detector.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Events left out because their (sensor, sequence) came before.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Events older than the newest one by more than the late limit; they are used all the same.</summary>
    public long Late => Interlocked.Read(ref _late);

    /// <summary>Times a sensor began to count anew.</summary>
    public long Restarts => Interlocked.Read(ref _restarts);

    /// <summary>Times the external broker had forgotten our session: what it held for us may be lost.</summary>
    public long SessionsLost => Interlocked.Read(ref _sessionsLost);

    /// <summary>Sequence numbers that never came, all sensors.</summary>
    public long Missing => _sensors.Values.Sum(sensor => sensor.Missing);

    /// <summary>Messages and events left out, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped =>
        new SortedDictionary<string, long>(_dropped, StringComparer.Ordinal);

    /// <summary>Messages not acknowledged, by reason: their sensors keep them and send them again.</summary>
    public IReadOnlyDictionary<string, long> Refused =>
        new SortedDictionary<string, long>(_refused, StringComparer.Ordinal);

    /// <summary>Failures by sink.</summary>
    public IReadOnlyDictionary<string, long> SinkFailures =>
        new SortedDictionary<string, long>(_sinkFailures, StringComparer.Ordinal);

    public IReadOnlyList<SensorStatus> Sensors =>
        [.. _sensors.Values.OrderBy(sensor => sensor.Id, StringComparer.Ordinal)];

    public void CountMessage(int bytes)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void CountEvent() => Interlocked.Increment(ref _events);

    public void CountDuplicate() => Interlocked.Increment(ref _duplicates);

    public void CountLate() => Interlocked.Increment(ref _late);

    public void CountRestart() => Interlocked.Increment(ref _restarts);

    public void CountSessionLost() => Interlocked.Increment(ref _sessionsLost);

    public void CountDropped(string reason) =>
        _dropped.AddOrUpdate(_dropped.Count < MaxReasons || _dropped.ContainsKey(reason) ? reason
            : "(other)", 1, static (_, count) => count + 1);

    public void CountRefused(string reason) => _refused.AddOrUpdate(reason, 1, static (_, count) => count + 1);

    /// <returns>How often this sink has failed now.</returns>
    public long CountSinkFailure(string sink) => _sinkFailures.AddOrUpdate(sink, 1, static (_, count) => count + 1);

    /// <summary>Whether the sensor is known or there is room for one more.</summary>
    public bool Admits(string sensor) => _sensors.ContainsKey(sensor) || _sensors.Count < MaxSensors;

    /// <summary>Records what is known of a sensor now.</summary>
    public void SetSensor(SensorStatus status) =>
        _sensors.AddOrUpdate(status.Id, status, (_, old) => status with { Online = status.Online ?? old.Online });

    /// <summary>Records what a sensor's state topic says.</summary>
    public void SetOnline(string sensor, bool online, DateTimeOffset at)
    {
        if (Admits(sensor))
            _sensors.AddOrUpdate(
                sensor, new SensorStatus(sensor, online, 0, 0, 0, null, at), (_, old) => old with { Online = online });
    }
}
