using System.Globalization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Registries;

/// <summary>Compiles rows of "first address, last address, AS number, organisation" into the table that <see cref="AsnTable"/> searches.</summary>
/// <remarks>IPv6 is kept to /48, the longest prefix that the Internet routes.</remarks>
public static class AsnTableCompiler
{
    /// <exception cref="FormatException">A row has another shape; the message quotes it.</exception>
    public static byte[] Compile(params ReadOnlySpan<TextReader> sources)
    {
        var writer = new RangeTableWriter();
        foreach (var source in sources)
            foreach (var row in CsvRows.Read(source))
            {
                if (row.Count != 4 || !IpAddress.TryParse(row[0], out var first) || !IpAddress.TryParse(row[1], out var last)
                    || !uint.TryParse(row[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    throw new FormatException($"not 'first,last,number,organisation': {string.Join(',', row)}");
                if (first.IsV4)
                    writer.AddNarrow(first.V4, last.V4, number, row[3].Trim());
                else
                    writer.AddWide(AsnTable.Key(first), AsnTable.Key(last), number, row[3].Trim());
            }
        return writer.ToArray();
    }
}
