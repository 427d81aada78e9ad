using System.Globalization;
using IoTWatch.Application.Json;
using nietras.SeparatedValues;

namespace IoTWatch.Cli.Output;

/// <summary>Writes rows as comma-separated values (RFC 4180): a header of column names, then a line per row.</summary>
/// <remarks>
/// Text that a spreadsheet would run as a formula gets an apostrophe in front, because an attacker chooses the names in
/// captures. Numbers and times are in the invariant culture; null, NaN and infinity are empty fields.
/// </remarks>
internal static class Csv
{
    public static void Write<T>(TextWriter output, IReadOnlyList<CsvColumn<T>> columns, IEnumerable<T> rows)
    {
        using var writer = Sep.New(',').Writer(options => options with { Escape = true }).To(output, leaveOpen: true);
        writer.Header.Add([.. columns.Select(column => column.Name)]);
        writer.Header.Write();
        foreach (var row in rows)
        {
            using var line = writer.NewRow();
            for (var i = 0; i < columns.Count; i++)
                line[i].Set(Field(columns[i].Value(row)));
        }
    }

    private static string Field(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        double number => double.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : "",
        float number => float.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : "",
        DateTime at => RowJson.Time(at),
        Enum word => word.ToString(),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => NoFormula(value.ToString() ?? ""),
    };

    private static string NoFormula(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
}

/// <summary>A column of CSV output: its name, and how its value is read from a row.</summary>
internal sealed record CsvColumn<T>(string Name, Func<T, object?> Value);
