using System.Globalization;
using System.Text;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Web;

/// <summary>
/// Writes what only a page needs: parts of times, coordinates of drawings, and text of other parties.
/// </summary>
/// <remarks>
/// Figures are written by <see cref="DisplayText"/>, so that a page and an alert's sentence show the same ones.
/// </remarks>
public static class PageText
{
    /// <summary>The time of day, for a cell that has the day below it.</summary>
    public static string Clock(DateTime at) => at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The attribute <c>datetime</c> of a <c>time</c> element.</summary>
    public static string Stamp(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A probability with two decimals; above 0.99 only that, since no model is certain.</summary>
    public static string Probability(double probability) =>
        probability > 0.99 ? ">0.99" : DisplayText.Number(probability, "0.00");

    /// <summary>A coordinate of a drawing as a share of its width.</summary>
    public static string SvgPercent(double share) => $"{DisplayText.Number(share * 100, "0.###")}%";

    /// <summary>A count with its noun.</summary>
    public static string Plural(long count, string one, string many) =>
        count == 1 ? $"1 {one}" : $"{DisplayText.Count(count)} {many}";

    /// <summary>The device's name; its address or id where it has none.</summary>
    public static string Name(DeviceSummary device) =>
        Visible(string.IsNullOrWhiteSpace(device.Name) ? device.Ip ?? device.Id : device.Name);

    /// <summary>Text of another party, with hidden characters shown by their number.</summary>
    /// <remarks>
    /// Control and format characters (among them the bidirectional overrides, UAX #9) are shown by number; Razor does
    /// the HTML.
    /// </remarks>
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
        is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
