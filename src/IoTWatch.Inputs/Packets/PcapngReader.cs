using System.Buffers.Binary;

namespace IoTWatch.Inputs.Packets;

/// <summary>Reads pcapng files with any number of sections and interfaces, in either byte order.</summary>
/// <remarks>
/// draft-ietf-opsawg-pcapng. Packets are read from Enhanced (6), Simple (3) and obsolete (2) Packet Blocks; other
/// blocks are skipped. A Simple Packet Block has no time and gets the time of the packet before it.
/// </remarks>
internal sealed class PcapngReader(CaptureBuffer buffer, Action<string> count) : IPacketReader
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint MaxBlockBytes = 64 * 1024 * 1024;
    private const int MaxInterfaces = 65_536;

    private readonly List<PcapngInterface> _interfaces = [];
    private ByteOrder _order;
    private long _lastMs;
    private bool _inSection;
    private bool _ended;

    public static bool Recognises(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) == SectionHeader;

    public bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        while (!_ended)
        {
            var head = buffer.Peek(12);
            if (head.Length < 12)
                return head.Length != 0 && End("truncated");
            if (Recognises(head) && !BeginSection(head))
                return End("bad-section");
            if (!_inSection)
                return End("bad-section");
            var type = _order.U32(head);
            var length = _order.U32(head[4..]) + 3 & ~3u;
            if (length is < 12 or > MaxBlockBytes)
                return End("absurd-length");
            if (type is 2 or 3 or 6 or 1 && length <= CaptureBuffer.MaxWindowBytes)
            {
                var block = buffer.Peek((int)length);
                if (block.Length < length)
                    return End("truncated");
                buffer.Skip(length);
                if (TryBlock(type, block[8..^4], out packet))
                    return true;
            }
            else if (!buffer.Skip(length))
                return End("truncated");
        }
        return false;
    }

    private bool BeginSection(ReadOnlySpan<byte> head)
    {
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
        if (magic is not (0x1A2B3C4D or 0x4D3C2B1A))
            return false;
        _order = new ByteOrder(magic == 0x4D3C2B1A);
        _interfaces.Clear();
        return _inSection = true;
    }

    private bool TryBlock(uint type, ReadOnlySpan<byte> body, out CapturedPacket packet)
    {
        packet = default;
        switch (type)
        {
            case 1:
                if (_interfaces.Count < MaxInterfaces && PcapngInterface.TryRead(body, _order, out var found))
                    _interfaces.Add(found);
                else
                    count("bad-interface");
                return false;
            case 3:
                return TrySimple(body, out packet);
            default:
                return TryEnhanced(body, type == 2, out packet);
        }
    }

    private bool TryEnhanced(ReadOnlySpan<byte> body, bool obsolete, out CapturedPacket packet)
    {
        packet = default;
        if (body.Length < 20)
            return Bad("bad-block");
        var number = obsolete ? _order.U16(body) : _order.U32(body);
        if (number >= _interfaces.Count)
            return Bad("unknown-interface");
        var captured = _order.U32(body[12..]);
        if (captured > body.Length - 20)
            return Bad("bad-block");
        var from = _interfaces[(int)number];
        var atMs = from.ToMs((ulong)_order.U32(body[4..]) << 32 | _order.U32(body[8..]));
        if (!CaptureTime.IsValid(atMs))
            return Bad("bad-time");
        _lastMs = atMs;
        packet = Packet(atMs, from.LinkType, body.Slice(20, (int)captured), _order.U32(body[16..]));
        return true;
    }

    private bool TrySimple(ReadOnlySpan<byte> body, out CapturedPacket packet)
    {
        packet = default;
        if (body.Length < 4)
            return Bad("bad-block");
        if (_interfaces.Count == 0)
            return Bad("unknown-interface");
        var original = _order.U32(body);
        var captured = Math.Min(original, (uint)body.Length - 4);
        if (_interfaces[0].SnapLength is > 0 and var snap)
            captured = Math.Min(captured, snap);
        packet = Packet(_lastMs, _interfaces[0].LinkType, body.Slice(4, (int)captured), original);
        return true;
    }

    private static CapturedPacket Packet(long atMs, int linkType, ReadOnlySpan<byte> bytes, uint original) =>
        new(atMs, linkType, bytes, (int)Math.Min(Math.Max(original, (uint)bytes.Length), PcapReader.MaxPacketBytes));

    private bool Bad(string reason)
    {
        count(reason);
        return false;
    }

    private bool End(string reason)
    {
        count(reason);
        _ended = true;
        return false;
    }
}
