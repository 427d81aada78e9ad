using System.Buffers.Binary;

namespace IoTWatch.Inputs.Packets;

/// <summary>Reads classic pcap files.</summary>
/// <remarks>
/// draft-ietf-opsawg-pcap: a 24-byte header whose magic gives the byte order and the unit of the fraction (a1b2c3d4 µs,
/// a1b23c4d ns), then records of 16 bytes and the packet. The records of the "Kuznetzov" variant (a1b2cd34) have 8 more
/// bytes.
/// </remarks>
internal sealed class PcapReader : IPacketReader
{
    public const int MaxPacketBytes = 256 * 1024;

    private const uint Micro = 0xA1B2C3D4;
    private const uint Nano = 0xA1B23C4D;
    private const uint Kuznetzov = 0xA1B2CD34;
    private const int HeaderBytes = 24;

    private readonly CaptureBuffer _buffer;
    private readonly Action<string> _count;
    private readonly ByteOrder _order;
    private readonly int _linkType;
    private readonly int _recordBytes = 16;
    private readonly uint _fractionsPerMs = 1000;
    private bool _ended;

    public PcapReader(CaptureBuffer buffer, Action<string> count)
    {
        _buffer = buffer;
        _count = count;
        var header = buffer.Peek(HeaderBytes);
        if (header.Length < HeaderBytes || !IsMagic(header, out var bigEndian, out var magic))
        {
            count("truncated");
            _ended = true;
            return;
        }
        _order = new ByteOrder(bigEndian);
        _linkType = (int)(_order.U32(header[20..]) & 0xFFFF);
        if (magic == Kuznetzov)
            _recordBytes = 24;
        if (magic == Nano)
            _fractionsPerMs = 1_000_000;
        buffer.Skip(HeaderBytes);
    }

    public static bool Recognises(ReadOnlySpan<byte> head) => IsMagic(head, out _, out _);

    public bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        if (_ended)
            return false;
        var record = _buffer.Peek(_recordBytes);
        if (record.Length < _recordBytes)
            return record.Length == 0 ? false : End("truncated");
        var atMs = _order.U32(record) * 1000L + _order.U32(record[4..]) / _fractionsPerMs;
        var captured = _order.U32(record[8..]);
        var original = _order.U32(record[12..]);
        if (captured > MaxPacketBytes)
            return End("absurd-length");
        var whole = _buffer.Peek(_recordBytes + (int)captured);
        if (whole.Length < _recordBytes + (int)captured)
            return End("truncated");
        _buffer.Skip(whole.Length);
        var originalLength = (int)Math.Min(Math.Max(original, captured), MaxPacketBytes);
        packet = new CapturedPacket(atMs, _linkType, whole[_recordBytes..], originalLength);
        return true;
    }

    private bool End(string reason)
    {
        _count(reason);
        _ended = true;
        return false;
    }

    private static bool IsMagic(ReadOnlySpan<byte> head, out bool bigEndian, out uint magic)
    {
        bigEndian = false;
        magic = 0;
        if (head.Length < 4)
            return false;
        magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (magic is Micro or Nano or Kuznetzov)
            return true;
        bigEndian = true;
        magic = BinaryPrimitives.ReverseEndianness(magic);
        return magic is Micro or Nano or Kuznetzov;
    }
}
