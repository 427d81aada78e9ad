using System.Globalization;

namespace IoTWatch.Application.Text;

/// <summary>Parses and writes durations of options: a number and one of ms, s, m, h, d; or 0.</summary>
public static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
            return true;
        foreach (var (unit, length) in Units)
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(
                    text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out var count)
                && count * length.TotalDays < 100_000)
            {
                duration = count * length;
                return true;
            }
        return false;
    }

    public static string Write(TimeSpan duration)
    {
        for (var i = Units.Length - 1; i >= 0; i--)
            if (duration >= Units[i].Length && duration.Ticks % Units[i].Length.Ticks == 0)
                return string.Create(
                    CultureInfo.InvariantCulture, $"{duration.Ticks / Units[i].Length.Ticks}{Units[i].Unit}");
        return "0";
    }
}
