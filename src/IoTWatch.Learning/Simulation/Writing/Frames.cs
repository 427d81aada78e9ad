using System.Buffers.Binary;
using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Builds Ethernet, IPv4 and UDP headers with lengths and checksums (RFC 791, 768, 1071).</summary>
internal static class Frames
{
    public static byte[] Ethernet(
        MacAddress source, MacAddress destination, IpAddress from, IpAddress to, TransportProtocol protocol,
        ushort identifier, byte[] segment)
    {
        var frame = new byte[34 + segment.Length];
        Mac(destination, frame);
        Mac(source, frame.AsSpan(6));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x0800);
        var ip = frame.AsSpan(14);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(20 + segment.Length));
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], identifier);
        ip[6] = 0x40;
        ip[8] = 64;
        ip[9] = (byte)protocol;
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], from.V4);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], to.V4);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip[..20], 0));
        segment.CopyTo(ip[20..]);
        return frame;
    }

    public static byte[] Udp(Endpoint from, Endpoint to, ReadOnlySpan<byte> payload)
    {
        var datagram = new byte[8 + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        payload.CopyTo(datagram.AsSpan(8));
        BinaryPrimitives.WriteUInt16BigEndian(
            datagram.AsSpan(6), TransportChecksum(from.Address, to.Address, TransportProtocol.Udp, datagram));
        return datagram;
    }

    /// <summary>Returns the checksum over pseudo-header and segment; the checksum field must be zero.</summary>
    public static ushort TransportChecksum(
        IpAddress from, IpAddress to, TransportProtocol protocol, ReadOnlySpan<byte> segment)
    {
        var pseudo = (from.V4 >> 16) + (from.V4 & 0xFFFF) + (to.V4 >> 16) + (to.V4 & 0xFFFF) + (uint)protocol
            + (uint)segment.Length;
        var sum = Checksum(segment, pseudo);
        // RFC 768: zero means "no checksum"
        return sum == 0 && protocol == TransportProtocol.Udp ? ushort.MaxValue : sum;
    }

    private static void Mac(MacAddress mac, Span<byte> to)
    {
        for (var i = 0; i < 6; i++)
            to[i] = (byte)(mac.Value >> (40 - 8 * i));
    }

    private static ushort Checksum(ReadOnlySpan<byte> data, uint sum)
    {
        for (; data.Length >= 2; data = data[2..])
            sum += BinaryPrimitives.ReadUInt16BigEndian(data);
        if (data.Length == 1)
            sum += (uint)data[0] << 8;
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
