namespace IoTWatch.Server.Feed;

/// <summary>One sensor as its telemetry shows it.</summary>
/// <param name="Online">What the sensor's own state topic says; null if it never said anything.</param>
/// <param name="Missing">Sequence numbers that never came.</param>
/// <param name="Duplicates">Events that came again and were left out.</param>
/// <param name="LastObservationAt">Event time.</param>
public sealed record SensorStatus(
    string Id, bool? Online, long Events, long Missing, long Duplicates, DateTime? LastObservationAt,
    DateTimeOffset LastReceivedAt);
