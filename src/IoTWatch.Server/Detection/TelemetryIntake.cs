using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;

namespace IoTWatch.Server.Detection;

/// <summary>Decodes a journal message into observations, without repeated events and events from the future.</summary>
/// <remarks>
/// The result depends on the journal alone: "now" is the time at which the message was received, as stored in the
/// journal, so reading the journal again after a crash accepts and drops the same events.
/// </remarks>
public sealed class TelemetryIntake(IngestStatistics statistics)
{
    /// <summary>An event this far ahead of its receipt has a wrong time and is dropped.</summary>
    public static readonly TimeSpan FutureLimit = TimeSpan.FromDays(2);

    /// <summary>An event this far behind the newest one is counted as late, and used.</summary>
    public static readonly TimeSpan LateLimit = TimeSpan.FromSeconds(60);

    private readonly List<TelemetryEvent> _events = [];
    private readonly Dictionary<string, SensorStatus> _sensors = new(StringComparer.Ordinal);

    public SensorSequences Sequences { get; set; } = new();

    /// <summary>Event time of the newest observation; 1970 before the first.</summary>
    public DateTime NewestAt { get; private set; } = DateTime.UnixEpoch;

    /// <summary>Adds the observations of the message, in its order.</summary>
    public void Decode(JournalEntry entry, ICollection<Observation> observations)
    {
        _events.Clear();
        TelemetryCodec.Decode(entry.Kind, entry.Payload, _events, statistics.CountDropped);
        if (entry.Sensor == JournalEntry.ClockSensor)
        {
            foreach (var tick in _events)
                observations.Add(tick.Observation);
            return;
        }
        var received = DateTimeOffset.FromUnixTimeMilliseconds(entry.ReceivedMs);
        var latest = received.UtcDateTime + FutureLimit;
        var window = Sequences.Of(entry.Sensor);
        var sensor = _sensors.GetValueOrDefault(entry.Sensor)
            ?? new SensorStatus(entry.Sensor, null, 0, 0, 0, null, received);
        var (accepted, repeated, newestAt) = (0, 0, sensor.LastObservationAt);
        foreach (var (observation, sequence) in _events)
        {
            if (observation.At > latest)
            {
                statistics.CountDropped("from-the-future");
                continue;
            }
            if (sequence > SequenceWindow.MaxSequence)
            {
                statistics.CountDropped("sequence-range");
                continue;
            }
            if (sequence >= 0 && Add(window, sequence, observation.At) == SequenceVerdict.Duplicate)
            {
                repeated++;
                statistics.CountDuplicate();
                continue;
            }
            if (NewestAt - observation.At > LateLimit)
                statistics.CountLate();
            if (observation.At > NewestAt)
                NewestAt = observation.At;
            if (newestAt is null || observation.At > newestAt)
                newestAt = observation.At;
            accepted++;
            statistics.CountEvent();
            observations.Add(observation);
        }
        sensor = sensor with
        {
            Events = sensor.Events + accepted,
            Duplicates = sensor.Duplicates + repeated,
            Missing = window.Missing,
            LastObservationAt = newestAt,
            LastReceivedAt = received,
        };
        _sensors[entry.Sensor] = sensor;
        statistics.SetSensor(sensor);
    }

    private SequenceVerdict Add(SequenceWindow window, long sequence, DateTime at)
    {
        var verdict = window.Add(sequence, at);
        if (verdict == SequenceVerdict.Restarted)
            statistics.CountRestart();
        return verdict;
    }
}
