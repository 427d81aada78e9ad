using System.Globalization;
using System.Text;

namespace IoTWatch.Cli.Output;

/// <summary>Makes text from captures (host names, SNI, SSIDs) safe to show on a terminal.</summary>
/// <remarks>
/// Control, format (bidirectional overrides, zero width), private and unassigned characters are shown as
/// <c>\u{…}</c>, so no escape sequence reaches the terminal.
/// </remarks>
internal static class SafeText
{
    private const int DefaultMaxShown = 120;

    public static string Of(string? text, int maxShown = DefaultMaxShown)
    {
        if (string.IsNullOrEmpty(text) || (text.Length <= maxShown && IsPrintableAscii(text)))
            return text ?? "";
        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= maxShown)
                return safe.Append('…').ToString();
            if (IsShown(Rune.GetUnicodeCategory(rune)))
                safe.Append(rune);
            else
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }
        return safe.ToString();
    }

    private static bool IsPrintableAscii(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;

    private static bool IsShown(UnicodeCategory category) => category is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
