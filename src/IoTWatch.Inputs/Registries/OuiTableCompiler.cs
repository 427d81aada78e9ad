using System.Globalization;

namespace IoTWatch.Inputs.Registries;

/// <summary>
/// Compiles the CSV files of the IEEE registries into the table that <see cref="OuiTable"/> searches.
/// </summary>
/// <remarks>
/// The columns are registry, assignment, organisation and address. Assignments of MA-L (24 bits), MA-M (28), MA-S and
/// the older IAB (36) are read alike: the number of hex digits gives the length. Blocks that the IEEE assigns in parts,
/// and blocks of private holders, are left out because they name no vendor.
/// </remarks>
public static class OuiTableCompiler
{
    public static byte[] Compile(params ReadOnlySpan<TextReader> sources)
    {
        var writer = new RangeTableWriter();
        foreach (var source in sources)
        {
            using var reader = RegistryCsv.Open(source);
            foreach (var row in reader)
            {
                // The header row of each file has no hex digits in this column.
                if (row.ColCount < 3 || !TryPrefix(row[1].Span, out var prefix, out var bits))
                    continue;
                var organisation = row[2].ToString().Trim();
                if (organisation is "Private" or "IEEE Registration Authority")
                    continue;
                var first = prefix << (48 - bits);
                writer.AddWide(first, first | ((1UL << (48 - bits)) - 1), 0, organisation);
            }
        }
        return writer.ToArray();
    }

    private static bool TryPrefix(ReadOnlySpan<char> hex, out ulong prefix, out int bits)
    {
        bits = 4 * hex.Length;
        prefix = 0;
        return hex.Length <= 12
            && ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out prefix);
    }
}
