using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using IoTWatch.Core.Observations;

namespace IoTWatch.Server.Influx;

/// <summary>One batch on disk: a header with a checksum, then the lines compressed.</summary>
/// <remarks>
/// Little-endian: payload length u32, CRC-32C u32 (of all that follows), lines u32, raw length u32, written at i64
/// (epoch ms), payload (gzip). A frame that is cut short or does not match its checksum ends its segment: it was
/// never acknowledged to anyone.
/// </remarks>
internal readonly record struct SpoolFrame(int Lines, int RawLength, DateTime WrittenAt, byte[] Payload)
{
    public const int HeaderBytes = 24;
    private const int MaxBytes = 64 << 20;

    public static byte[] Encode(ReadOnlySpan<byte> raw, int lines, DateTime writtenAt)
    {
        using var packed = new MemoryStream();
        packed.SetLength(HeaderBytes);
        packed.Position = HeaderBytes;
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(raw);
        var frame = packed.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(8), lines);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(12), raw.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(16), writtenAt.ToEpochMs());
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Checksum(frame.AsSpan(8)));
        return frame;
    }

    /// <summary>Reads the frame at the stream's position; null where there is none, whole and unharmed.</summary>
    public static SpoolFrame? Read(Stream segment)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (segment.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        var rawLength = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (length is <= 0 or > MaxBytes || rawLength is < 0 or > MaxBytes
            || segment.Length - segment.Position < length)
            return null;
        var payload = new byte[length];
        segment.ReadExactly(payload);
        if (Checksum(payload, Checksum(header[8..])) != BinaryPrimitives.ReadUInt32LittleEndian(header[4..]))
            return null;
        var at = EventTime.FromEpochMs(BinaryPrimitives.ReadInt64LittleEndian(header[16..]));
        return new SpoolFrame(BinaryPrimitives.ReadInt32LittleEndian(header[8..]), rawLength, at, payload);
    }

    public void Unpack(Span<byte> raw)
    {
        using var gzip = new GZipStream(new MemoryStream(Payload), CompressionMode.Decompress);
        gzip.ReadExactly(raw[..RawLength]);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes, uint crc = uint.MaxValue)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
