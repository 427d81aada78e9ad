using System.Buffers.Binary;
using System.IO.Compression;

namespace IoTWatch.Bench.Captures;

/// <summary>
/// Reads and writes classic captures (little endian, microseconds, Ethernet) for the benchmarks.
/// </summary>
public static class PcapFile
{
    private const uint Magic = 0xA1B2C3D4;
    private const int FileHeader = 24;
    private const int RecordHeader = 16;

    public static List<PcapRecord> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var unpacked = new MemoryStream();
        using (Stream source = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file)
            source.CopyTo(unpacked);
        var bytes = unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]) != 1)
            throw new InvalidDataException($"{path}: not a little-endian microsecond Ethernet capture");
        var records = new List<PcapRecord>();
        for (var at = FileHeader; at + RecordHeader <= bytes.Length;)
        {
            var header = bytes[at..];
            var kept = (int)BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
            records.Add(new PcapRecord(
                BinaryPrimitives.ReadUInt32LittleEndian(header) * 1_000_000L
                + BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
                (int)BinaryPrimitives.ReadUInt32LittleEndian(header[12..]),
                header.Slice(RecordHeader, kept).ToArray()));
            at += RecordHeader + kept;
        }
        return records;
    }

    public static void WriteHeader(Stream output)
    {
        Span<byte> header = stackalloc byte[FileHeader];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65_535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        output.Write(header);
    }

    public static void Write(Stream output, PcapRecord record)
    {
        Span<byte> header = stackalloc byte[RecordHeader];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(record.AtMicroseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(record.AtMicroseconds % 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)record.Data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)record.OriginalLength);
        output.Write(header);
        output.Write(record.Data);
    }
}
