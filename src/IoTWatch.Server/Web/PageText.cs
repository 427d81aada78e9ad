using System.Globalization;
using System.Text;
using System.Text.Json;
using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Web;

/// <summary>How times, amounts and other people's names are written on a page.</summary>
public static class Wording
{
    public static string Clock(DateTime at) => at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Stamp(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A period or interval, with the digits that matter.</summary>
    public static string Interval(double seconds) => seconds switch
    {
        < 120 => $"{Number(seconds, seconds < 10 ? "0.##" : "0.#")} s",
        < 7200 => $"{Number(seconds / 60, "0.#")} min",
        _ => $"{Number(seconds / 3600, "0.##")} h",
    };

    /// <summary>A stretch of time in its largest unit.</summary>
    public static string Span(double seconds) => seconds switch
    {
        < 120 => $"{Number(seconds, "0")} s",
        < 7200 => $"{Number(seconds / 60, "0")} min",
        < 48 * 3600 => $"{Number(seconds / 3600, "0.#")} h",
        _ => $"{Number(seconds / 86_400, "0.#")} days",
    };

    public static string Bytes(double bytes) => bytes switch
    {
        < 1_000 => $"{Number(bytes, "0")} B",
        < 1_000_000 => $"{Number(bytes / 1e3, "0.#")} kB",
        < 1_000_000_000 => $"{Number(bytes / 1e6, "0.#")} MB",
        _ => $"{Number(bytes / 1e9, "0.#")} GB",
    };

    public static string Share(double share) => share is > 0 and < 0.0005 ? "<0.1 %" : $"{Number(share * 100, share is > 0 and < 0.1 ? "0.#" : "0")} %";

    /// <summary>A probability; no model is certain.</summary>
    public static string Probability(double probability) => probability > 0.99 ? ">0.99" : Number(probability, "0.00");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double value, string format = "0.##") => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A coordinate of a drawing that is as wide as its place.</summary>
    public static string Percent(double share) => $"{Number(share * 100, "0.###")}%";

    public static string Many(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{Count(count)} {many}";

    /// <summary>A word of an enumeration as JSON has it.</summary>
    public static string Word<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());

    public static string Kind(AlertKind kind) => kind switch
    {
        AlertKind.Beacon => "Beacon",
        AlertKind.NewDestination => "New destination",
        AlertKind.Volume => "Volume",
        AlertKind.Lateral => "Lateral movement",
        AlertKind.WifiOpenJoin => "Open network joined",
        AlertKind.ClassViolation => "Out of its class",
        AlertKind.CadenceChange => "Changed rhythm",
        _ => kind.ToString(),
    };

    public static string Deviation(string code) => code switch
    {
        "U1" => "new destination",
        "U2" => "new port or protocol",
        "U3" => "unusual volume",
        "U4" => "changed rhythm",
        "U5" => "address without a DNS answer",
        "U6" => "newly in clear text",
        "U7" => "new peer inside the home",
        "U8" => "not what such a device does",
        "W1" => "open network",
        _ => code,
    };

    /// <summary>The name a person would use.</summary>
    public static string Name(AlertDevice device) => Visible(string.IsNullOrWhiteSpace(device.Name) ? device.Ip ?? device.Id : device.Name);

    /// <summary>Another party's text, with what would hide or reorder it made visible.</summary>
    /// <remarks>Control and format characters (among them the bidirectional overrides, UAX #9) are shown by number; Razor does the HTML.</remarks>
    public static string Visible(string text)
    {
        var safe = true;
        foreach (var rune in text.EnumerateRunes())
            safe &= !IsHidden(rune);
        if (safe)
            return text;
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            if (IsHidden(rune))
                shown.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");
            else
                shown.Append(rune.ToString());
        return shown.ToString();
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
