using System.IO.Compression;

namespace IoTWatch.Learning.Training;

/// <summary>Rewrites an archive so that equal content gives equal bytes: entries in order of name, without compression, all of one date.</summary>
/// <remarks>ML.NET stamps its entries with the time of saving. Stored, because a compressor's output may change with the runtime.</remarks>
internal static class CanonicalZip
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Rewrite(byte[] archive)
    {
        using var output = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read))
        using (var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression);
                copy.LastWriteTime = Epoch;
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        return output.ToArray();
    }
}
