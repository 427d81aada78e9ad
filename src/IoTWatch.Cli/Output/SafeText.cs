using System.Globalization;
using System.Text;

namespace IoTWatch.Cli.Output;

/// <summary>Makes an attacker's text (host names, SNI, SSIDs) safe to show on a terminal.</summary>
/// <remarks>Control, format (bidirectional overrides, zero width), private and unassigned characters are shown as <c>\u{…}</c>: no escape sequence reaches the terminal.</remarks>
internal static class SafeText
{
    private const int LongestShown = 120;

    public static string Of(string? text, int shown = LongestShown)
    {
        if (string.IsNullOrEmpty(text) || (text.Length <= shown && Ascii.IsValid(text) && text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && !text.Contains('\x7f')))
            return text ?? "";
        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= shown)
                return safe.Append('…').ToString();
            if (IsShown(Rune.GetUnicodeCategory(rune)))
                safe.Append(rune);
            else
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }
        return safe.ToString();
    }

    private static bool IsShown(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
