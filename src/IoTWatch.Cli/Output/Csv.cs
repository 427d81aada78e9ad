using System.Globalization;
using IoTWatch.Server.Api;

namespace IoTWatch.Cli.Output;

/// <summary>Lines of comma-separated values (RFC 4180), newline-terminated.</summary>
/// <remarks>Text that a spreadsheet would run as a formula gets an apostrophe in front: names in captures are an attacker's to choose.</remarks>
internal static class Csv
{
    public static string Line(IEnumerable<object?> values) => string.Join(',', values.Select(Field));

    private static string Field(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        double number => double.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : "",
        float number => float.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : "",
        DateTime at => RowJson.Time(at),
        string text => Quoted(text),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Quoted(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
