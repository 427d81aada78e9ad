using System.Globalization;

namespace IoTWatch.Core.Profiles;

/// <summary>Reads and writes times of profiles: UTC, ISO 8601, no more digits than needed.</summary>
internal static class MudTime
{
    public static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Null where the text is no time.</summary>
    public static DateTime? Parse(string? text) =>
        DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var at)
            ? at
            : null;
}
