using System.Buffers.Binary;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Decodes the IPv4 or IPv6 header and the transport header of a packet.</summary>
/// <remarks>
/// RFC 791 and RFC 8200. Lengths are read from the IP header, because captures are often truncated to a snap length,
/// and limited by the length on the wire. A length of 0 (segmentation offload) means the rest of the frame. Fragments
/// after the first have no ports and are rejected.
/// </remarks>
internal static class IpDecoder
{
    private const int MaxExtensionHeaders = 8;

    public static PacketOutcome Decode(in Frame frame, long atMs, out Packet packet)
    {
        packet = new Packet { AtMs = atMs, SourceMac = frame.SourceMac, DestinationMac = frame.DestinationMac };
        return frame.EtherType switch
        {
            LinkLayer.Ipv4 => V4(frame, ref packet),
            LinkLayer.Ipv6 => V6(frame, ref packet),
            _ => PacketOutcome.NotIp,
        };
    }

    private static PacketOutcome V4(in Frame frame, ref Packet packet)
    {
        var bytes = frame.Payload;
        if (bytes.Length < 20)
            return PacketOutcome.Truncated;
        var header = (bytes[0] & 0xF) * 4;
        var total = (int)BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        total = total == 0 ? frame.OriginalLength : Math.Min(total, frame.OriginalLength);
        if (bytes[0] >> 4 != 4 || header < 20 || total < header)
            return PacketOutcome.BadIp;
        if (bytes.Length < header)
            return PacketOutcome.Truncated;
        if ((BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x1FFF) != 0)
            return PacketOutcome.Fragment;
        packet.IpBytes = total;
        packet.HopLimit = bytes[8];
        packet.Protocol = bytes[9];
        packet.Source = new Endpoint(IpAddress.FromV4(bytes[12..]), 0);
        packet.Destination = new Endpoint(IpAddress.FromV4(bytes[16..]), 0);
        return Transport(bytes[header..Math.Min(total, bytes.Length)], total - header, ref packet);
    }

    private static PacketOutcome V6(in Frame frame, ref Packet packet)
    {
        var bytes = frame.Payload;
        if (bytes.Length < 40)
            return PacketOutcome.Truncated;
        if (bytes[0] >> 4 != 6 || frame.OriginalLength < 40)
            return PacketOutcome.BadIp;
        var length = (int)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var total = length == 0 ? frame.OriginalLength : Math.Min(length + 40, frame.OriginalLength);
        packet.IpBytes = total;
        packet.HopLimit = bytes[7];
        packet.Source = new Endpoint(IpAddress.FromV6(bytes.Slice(8, 16)), 0);
        packet.Destination = new Endpoint(IpAddress.FromV6(bytes.Slice(24, 16)), 0);
        var next = bytes[6];
        var at = 40;
        for (var headers = 0; next is 0 or 43 or 44 or 51 or 60; headers++)
        {
            if (headers == MaxExtensionHeaders)
                return PacketOutcome.BadIp;
            if (bytes.Length < at + 8)
                return PacketOutcome.Truncated;
            if (next == 44 && (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]) & 0xFFF8) != 0)
                return PacketOutcome.Fragment;
            // The unit of the length is four bytes for the authentication header (RFC 4302) and eight for all others.
            var size = next switch { 44 => 8, 51 => (bytes[at + 1] + 2) * 4, _ => (bytes[at + 1] + 1) * 8 };
            next = bytes[at];
            at += size;
        }
        if (at > total)
            return PacketOutcome.BadIp;
        if (at > bytes.Length)
            return PacketOutcome.Truncated;
        packet.Protocol = next;
        return Transport(bytes[at..Math.Min(total, bytes.Length)], total - at, ref packet);
    }

    private static PacketOutcome Transport(ReadOnlySpan<byte> bytes, int length, ref Packet packet)
    {
        switch ((TransportProtocol)packet.Protocol)
        {
            case TransportProtocol.Tcp:
                return Tcp(bytes, length, ref packet);
            case TransportProtocol.Udp:
                return Udp(bytes, length, ref packet);
            case TransportProtocol.Icmp or TransportProtocol.Icmpv6:
                if (bytes.IsEmpty)
                    return length == 0 ? PacketOutcome.BadTransport : PacketOutcome.Truncated;
                packet.IcmpType = bytes[0];
                packet.Payload = bytes;
                packet.PayloadBytes = Math.Max(0, length - 8);
                return PacketOutcome.Decoded;
            default:
                packet.Payload = bytes;
                packet.PayloadBytes = length;
                return PacketOutcome.Decoded;
        }
    }

    private static PacketOutcome Tcp(ReadOnlySpan<byte> bytes, int length, ref Packet packet)
    {
        if (length < 20)
            return PacketOutcome.BadTransport;
        if (bytes.Length < 14)
            return PacketOutcome.Truncated;
        var header = (bytes[12] >> 4) * 4;
        if (header < 20 || header > length)
            return PacketOutcome.BadTransport;
        Ports(bytes, ref packet);
        packet.Sequence = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        packet.Flags = (TcpFlags)bytes[13];
        packet.PayloadBytes = length - header;
        packet.Payload = bytes.Length > header ? bytes[header..] : default;
        return PacketOutcome.Decoded;
    }

    private static PacketOutcome Udp(ReadOnlySpan<byte> bytes, int length, ref Packet packet)
    {
        if (length < 8)
            return PacketOutcome.BadTransport;
        if (bytes.Length < 8)
            return PacketOutcome.Truncated;
        var udpLength = (int)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        // 0 is a jumbogram (RFC 2675) or offload; in a first fragment the length exceeds the packet.
        udpLength = udpLength == 0 ? length : Math.Min(udpLength, length);
        if (udpLength < 8)
            return PacketOutcome.BadTransport;
        Ports(bytes, ref packet);
        packet.PayloadBytes = udpLength - 8;
        packet.Payload = bytes[8..Math.Min(udpLength, bytes.Length)];
        return PacketOutcome.Decoded;
    }

    private static void Ports(ReadOnlySpan<byte> bytes, ref Packet packet)
    {
        packet.Source = packet.Source with { Port = BinaryPrimitives.ReadUInt16BigEndian(bytes) };
        packet.Destination = packet.Destination with { Port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) };
    }
}
