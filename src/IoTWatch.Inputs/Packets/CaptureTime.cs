using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Checks and converts the packet times of captures: whole milliseconds since 1970 as a long.</summary>
internal static class CaptureTime
{
    /// <summary>The last millisecond a <see cref="DateTime"/> can hold.</summary>
    public const long MaxMs = 253_402_300_799_999;

    public static bool IsValid(long ms) => ms is >= 0 and <= MaxMs;

    /// <summary>Returns the UTC time, limited to the range of <see cref="IsValid"/>.</summary>
    public static DateTime ToDateTime(long ms) => EventTime.FromEpochMs(Math.Clamp(ms, 0, MaxMs));
}
