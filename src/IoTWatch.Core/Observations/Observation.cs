namespace IoTWatch.Core.Observations;

/// <summary>An event that a sensor observed, with its time.</summary>
/// <remarks>
/// Event time has a resolution of one millisecond in every input, so that a capture read directly and the same capture
/// sent as telemetry (epoch milliseconds) are the same observations. See docs/decisions/0001-observations.md.
/// </remarks>
public abstract record Observation
{
    private readonly DateTime _at;

    /// <summary>Time of the event, UTC, whole milliseconds.</summary>
    public required DateTime At
    {
        get => _at;
        init => _at = new DateTime(value.Ticks - value.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }

    /// <summary>
    /// MAC address of the device, as observed; <see cref="MacAddress.None"/> where the source has none.
    /// </summary>
    public MacAddress Mac { get; init; }
}

/// <summary>Advances event time when nothing was observed.</summary>
public sealed record TickObservation : Observation;
