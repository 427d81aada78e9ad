using System.Globalization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Registries;

/// <summary>
/// Compiles CSV rows of address ranges and their AS numbers into the table that <see cref="AsnTable"/> searches.
/// </summary>
/// <remarks>
/// The columns are first address, last address, AS number and organisation. IPv6 ranges are cut to /48, the longest
/// prefix that is routed on the Internet.
/// </remarks>
public static class AsnTableCompiler
{
    /// <exception cref="FormatException">A row has other columns; the message quotes it.</exception>
    public static byte[] Compile(params ReadOnlySpan<TextReader> sources)
    {
        var writer = new RangeTableWriter();
        foreach (var source in sources)
        {
            using var reader = RegistryCsv.Open(source);
            foreach (var row in reader)
            {
                if (row.ColCount != 4
                    || !IpAddress.TryParse(row[0].Span, out var first) || !IpAddress.TryParse(row[1].Span, out var last)
                    || !uint.TryParse(row[2].Span, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    throw new FormatException($"not 'first,last,number,organisation': {row.Span}");
                var organisation = row[3].ToString().Trim();
                if (first.IsV4)
                    writer.AddNarrow(first.V4, last.V4, number, organisation);
                else
                    writer.AddWide(AsnTable.Key(first), AsnTable.Key(last), number, organisation);
            }
        }
        return writer.ToArray();
    }
}
