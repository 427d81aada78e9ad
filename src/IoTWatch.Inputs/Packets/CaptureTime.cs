namespace IoTWatch.Inputs.Packets;

/// <summary>Event time inside this folder: whole milliseconds since 1970, as a long.</summary>
internal static class CaptureTime
{
    /// <summary>The last millisecond a <see cref="DateTime"/> can hold.</summary>
    public const long MaxMs = 253_402_300_799_999;

    public static bool IsValid(long ms) => ms is >= 0 and <= MaxMs;

    public static DateTime ToDateTime(long ms) => DateTime.UnixEpoch.AddTicks(Math.Clamp(ms, 0, MaxMs) * TimeSpan.TicksPerMillisecond);
}
