using System.Globalization;

namespace IoTWatch.Cli.Output;

/// <summary>Writes a line about the run to standard error: a label, then the text in the invariant culture.</summary>
internal static class StatusLine
{
    public static void Write(TextWriter error, string label, FormattableString text) =>
        error.WriteLine($"{label,-11}{text.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Writes something that a person should know although the run continues.</summary>
    public static void Note(TextWriter error, string text) =>
        Write(error, "note", $"{SafeText.Of(text, maxShown: 1000)}");
}
