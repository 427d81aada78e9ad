using System.Buffers.Binary;
using System.Net;
using System.Text;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Tests.Packets;

/// <summary>Builds packets as bytes, layer by layer.</summary>
internal static class Frames
{
    public static readonly byte[] DeviceMac = [0x5c, 0xcf, 0x7f, 0x06, 0xd9, 0x02];
    public static readonly byte[] RouterMac = [0x02, 0, 0, 0, 0, 1];
    public static readonly byte[] Broadcast = [255, 255, 255, 255, 255, 255];

    public static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    public static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] U32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static byte[] Ip(string address) => IPAddress.Parse(address).GetAddressBytes();

    public static byte[] Ethernet(byte[] payload, int type = 0x0800, byte[]? from = null, byte[]? to = null) =>
        Join(to ?? RouterMac, from ?? DeviceMac, U16(type), payload);

    public static byte[] Ipv4(string from, string to, int protocol, byte[] payload, int fragment = 0,
        byte[]? options = null)
    {
        options ??= [];
        var header = 20 + options.Length;
        return Join(
            [(byte)(0x40 | header / 4), 0], U16(header + payload.Length), U16(1), U16(fragment), [64, (byte)protocol],
                U16(0),
            Ip(from), Ip(to), options, payload);
    }

    public static byte[] Ipv6(string from, string to, int next, byte[] payload, int hopLimit = 64) =>
        Join([0x60, 0, 0, 0], U16(payload.Length), [(byte)next, (byte)hopLimit], Ip(from), Ip(to), payload);

    public static byte[] Udp(int from, int to, byte[] payload) =>
        Join(U16(from), U16(to), U16(8 + payload.Length), U16(0), payload);

    public static byte[] Tcp(int from, int to, string flags, uint sequence, byte[] payload) =>
        Join(U16(from), U16(to), U32(sequence), U32(0), [0x50, Flags(flags)], U16(65535), U32(0), payload);

    /// <summary>
    /// An Ethernet frame with an IPv4 or IPv6 packet between two "address:port" ends; the device's MAC is on the
    /// private side.
    /// </summary>
    public static byte[] Udp(string from, string to, byte[] payload)
    {
        var (source, destination) = (End(from), End(to));
        return Wrap(source, destination, 17, Udp(source.Port, destination.Port, payload));
    }

    public static byte[] Tcp(string from, string to, string flags, uint sequence, byte[] payload)
    {
        var (source, destination) = (End(from), End(to));
        return Wrap(source, destination, 6, Tcp(source.Port, destination.Port, flags, sequence, payload));
    }

    public static byte[] Wrap(Endpoint source, Endpoint destination, int protocol, byte[] payload)
    {
        var (from, to) = source.Address.ToString().StartsWith("192.168.", StringComparison.Ordinal)
            ? (DeviceMac, RouterMac) : (RouterMac, DeviceMac);
        return source.Address.IsV4
            ? Ethernet(Ipv4(source.Address.ToString(), destination.Address.ToString(), protocol, payload), 0x0800, from,
                to)
            : Ethernet(Ipv6(source.Address.ToString(), destination.Address.ToString(), protocol, payload), 0x86DD, from,
                to);
    }

    public static Endpoint End(string text)
    {
        var parsed = IPEndPoint.Parse(text);
        return new Endpoint(IpAddress.Parse(parsed.Address.ToString()), (ushort)parsed.Port);
    }

    public static MacAddress Mac(byte[] bytes) => MacAddress.FromBytes(bytes);

    public static byte[] Swap32(byte[] bigEndian)
    {
        var swapped = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(swapped, BinaryPrimitives.ReadUInt32BigEndian(bigEndian));
        return swapped;
    }

    private static byte Flags(string flags) => (byte)flags.Sum(f => f switch
    {
        'F' => 1,
        'S' => 2,
        'R' => 4,
        'P' => 8,
        'A' => 16,
        _ => throw new ArgumentException($"no flag {f}", nameof(flags)),
    });
}
