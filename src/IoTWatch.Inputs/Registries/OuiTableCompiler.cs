using System.Globalization;

namespace IoTWatch.Inputs.Registries;

/// <summary>Compiles the IEEE registries (CSV: registry, assignment, organisation, address) into the table that <see cref="OuiTable"/> searches.</summary>
/// <remarks>
/// MA-L (24 bits), MA-M (28), MA-S and the older IAB (36) alike: an assignment is as long as its hex digits. Blocks that the IEEE holds
/// itself to hand out in parts, and holders who asked to stay private, are left out: they name no maker.
/// </remarks>
public static class OuiTableCompiler
{
    public static byte[] Compile(params ReadOnlySpan<TextReader> sources)
    {
        var writer = new RangeTableWriter();
        foreach (var source in sources)
            foreach (var row in CsvRows.Read(source))
            {
                if (row.Count < 3 || row[1].Length > 12 || !ulong.TryParse(row[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var prefix))
                    continue; // the header line of each file
                var organisation = row[2].Trim();
                if (organisation is "Private" or "IEEE Registration Authority")
                    continue;
                var hostBits = 48 - 4 * row[1].Length;
                var first = prefix << hostBits;
                writer.AddWide(first, first | ((1UL << hostBits) - 1), 0, organisation);
            }
        return writer.ToArray();
    }
}
