using System.Globalization;
using System.Text.Json;

namespace IoTWatch.Server.Api;

/// <summary>Writes numbers and times of rows: no NaN, rounded, times in ISO 8601 UTC.</summary>
public static class RowJson
{
    public static string Time(DateTime at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    /// <summary>Writes null for an unknown or non-finite number.</summary>
    public static void WriteRounded(this Utf8JsonWriter writer, string name, double? value, int decimals)
    {
        if (value is { } number && double.IsFinite(number))
            writer.WriteNumber(name, Math.Round(number, decimals));
        else
            writer.WriteNull(name);
    }

    public static void WriteFinite(this Utf8JsonWriter writer, string name, float? value)
    {
        if (value is { } number && float.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }
}
