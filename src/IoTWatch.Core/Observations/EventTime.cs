namespace IoTWatch.Core.Observations;

/// <summary>
/// Converts event times between <see cref="DateTime"/> (UTC) and whole milliseconds since the Unix epoch.
/// </summary>
public static class EventTime
{
    /// <summary>Milliseconds since 1970-01-01 UTC, fractions cut off.</summary>
    public static long ToEpochMs(this DateTime at) =>
        (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    /// <summary>The UTC time of a number of milliseconds since 1970-01-01 UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time does not fit a <see cref="DateTime"/>.</exception>
    public static DateTime FromEpochMs(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds);
}
