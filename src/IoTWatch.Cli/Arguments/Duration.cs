using System.Globalization;

namespace IoTWatch.Cli.Arguments;

/// <summary>Durations as people type them: <c>3d</c>, <c>12h</c>, <c>90s</c>; <c>0</c> is none.</summary>
internal static class Duration
{
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is "0")
            return true;
        var unit = text.IsEmpty ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        if (unit == 0 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count * unit > TimeSpan.FromDays(3650).TotalSeconds)
            return false;
        duration = TimeSpan.FromSeconds(count * unit);
        return true;
    }

    public static string Text(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0#} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0.0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalDays:0.0} d"),
    };
}
