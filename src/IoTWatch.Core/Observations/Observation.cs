namespace IoTWatch.Core.Observations;

/// <summary>One thing a sensor saw, with the time at which it happened.</summary>
/// <remarks>
/// Event time has a resolution of one millisecond in every input, so that a capture read directly and the same capture
/// sent as telemetry (epoch milliseconds) are the same observations. See docs/decisions/0001-observations.md.
/// </remarks>
public abstract record Observation
{
    private readonly DateTime _at;

    /// <summary>When it happened, UTC, whole milliseconds.</summary>
    public required DateTime At
    {
        get => _at;
        init => _at = new DateTime(value.Ticks - value.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }

    /// <summary>
    /// The hardware address of the device concerned, as the sensor saw it; <see cref="MacAddress.None"/> where the
    /// source has none.
    /// </summary>
    public MacAddress Mac { get; init; }
}

/// <summary>Nothing happened: moves event time on.</summary>
public sealed record TickObservation : Observation;
