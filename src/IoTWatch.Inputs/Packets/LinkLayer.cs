using System.Buffers.Binary;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Decodes the link layer of a packet.</summary>
/// <remarks>
/// LINKTYPE_ numbers of tcpdump.org/linktypes.html: Ethernet (1, with stacked VLAN tags, LLC/SNAP and PPPoE), raw IP
/// (12, 14, 101, 228, 229), Linux cooked (113, 276), BSD loopback (0, 108), PPP (9, 50, 51) and Cisco HDLC (104).
/// </remarks>
internal static class LinkLayer
{
    public const ushort Ipv4 = 0x0800;
    public const ushort Arp = 0x0806;
    public const ushort Ipv6 = 0x86DD;

    private const int MaxTags = 8;

    public static PacketOutcome Decode(in CapturedPacket packet, out Frame frame)
    {
        frame = new Frame { Payload = packet.Bytes, OriginalLength = packet.OriginalLength };
        switch (packet.LinkType)
        {
            case 1:
                return Ethernet(ref frame);
            case 12 or 14 or 101 or 228 or 229:
                return RawIp(ref frame);
            case 113:
                return Cooked(ref frame, 16, protocolAt: 14, addressLengthAt: 5, addressAt: 6);
            case 276:
                return Cooked(ref frame, 20, protocolAt: 0, addressLengthAt: 11, addressAt: 12);
            case 0 or 108:
                return TrySkip(ref frame, 4) ? RawIp(ref frame) : PacketOutcome.Truncated;
            case 9 or 50:
                return Ppp(ref frame);
            case 51:
                return TrySkip(ref frame, 6) ? Ppp(ref frame) : PacketOutcome.Truncated;
            case 104:
                return TrySkip(ref frame, 2) ? TypedPayload(ref frame) : PacketOutcome.Truncated;
            default:
                return PacketOutcome.LinkType;
        }
    }

    private static PacketOutcome Ethernet(ref Frame frame)
    {
        var bytes = frame.Payload;
        if (bytes.Length < 14)
            return PacketOutcome.Truncated;
        frame.DestinationMac = Mac(bytes);
        frame.SourceMac = Mac(bytes[6..]);
        TrySkip(ref frame, 12);
        return TypedPayload(ref frame);
    }

    /// <summary>Reads the type field and skips the tags before it.</summary>
    private static PacketOutcome TypedPayload(ref Frame frame)
    {
        for (var tags = 0; tags <= MaxTags; tags++)
        {
            if (frame.Payload.Length < 2)
                return PacketOutcome.Truncated;
            var type = BinaryPrimitives.ReadUInt16BigEndian(frame.Payload);
            TrySkip(ref frame, 2);
            switch (type)
            {
                case 0x8100 or 0x88A8 or 0x9100:
                    if (!TrySkip(ref frame, 2))
                        return PacketOutcome.Truncated;
                    continue;
                case 0x8864:
                    return TrySkip(ref frame, 6) ? Ppp(ref frame) : PacketOutcome.Truncated;
                case < 0x0600 when frame.Payload is [0xAA, 0xAA, 0x03, 0, 0, 0, ..]:
                    TrySkip(ref frame, 6);
                    continue;
                default:
                    frame.EtherType = type;
                    return PacketOutcome.Decoded;
            }
        }
        return PacketOutcome.NotIp;
    }

    private static PacketOutcome RawIp(ref Frame frame)
    {
        if (frame.Payload.IsEmpty)
            return PacketOutcome.Truncated;
        frame.EtherType = (frame.Payload[0] >> 4) switch { 4 => Ipv4, 6 => Ipv6, _ => 0 };
        return PacketOutcome.Decoded;
    }

    private static PacketOutcome Cooked(ref Frame frame, int headerBytes, int protocolAt, int addressLengthAt,
        int addressAt)
    {
        var bytes = frame.Payload;
        if (bytes.Length < headerBytes)
            return PacketOutcome.Truncated;
        if (bytes[addressLengthAt] == 6)
            frame.SourceMac = Mac(bytes[addressAt..]);
        TrySkip(ref frame, headerBytes);
        frame.EtherType = BinaryPrimitives.ReadUInt16BigEndian(bytes[protocolAt..]);
        return PacketOutcome.Decoded;
    }

    private static PacketOutcome Ppp(ref Frame frame)
    {
        if (frame.Payload is [0xFF, 0x03, ..])
            TrySkip(ref frame, 2);
        if (frame.Payload.Length < 2)
            return PacketOutcome.Truncated;
        // RFC 1661 section 6.5: an odd first octet is a protocol field compressed to one octet.
        var compressed = (frame.Payload[0] & 1) == 1;
        var protocol = compressed ? frame.Payload[0] : BinaryPrimitives.ReadUInt16BigEndian(frame.Payload);
        TrySkip(ref frame, compressed ? 1 : 2);
        frame.EtherType = protocol switch { 0x0021 => Ipv4, 0x0057 => Ipv6, _ => (ushort)0 };
        return PacketOutcome.Decoded;
    }

    private static bool TrySkip(ref Frame frame, int count)
    {
        if (frame.Payload.Length < count)
            return false;
        frame.Payload = frame.Payload[count..];
        frame.OriginalLength -= count;
        return true;
    }

    private static MacAddress Mac(ReadOnlySpan<byte> bytes) =>
        new((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32
            | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));
}
