using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace IoTWatch.Core.Observations;

/// <summary>
/// An IPv4 or IPv6 address in 16 bytes without an allocation; the default value (::) means "not known".
/// </summary>
/// <remarks>
/// IPv4 is held as IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2), so both families share one ordering and one hash.
/// </remarks>
public readonly record struct IpAddress(UInt128 Value) : IComparable<IpAddress>
{
    private static readonly UInt128 MappedPrefix = (UInt128)0xFFFF << 32;

    public static readonly IpAddress None;

    /// <summary>Neither :: nor 0.0.0.0.</summary>
    public bool IsKnown => Value != UInt128.Zero && Value != MappedPrefix;

    public bool IsV4 => Value >> 32 == 0xFFFF;

    /// <summary>The IPv4 address as a big-endian number; only meaningful when <see cref="IsV4"/>.</summary>
    public uint V4 => (uint)Value;

    public bool IsMulticast => IsV4 ? V4 >> 28 == 0xE : Value >> 120 == 0xFF;

    public bool IsBroadcast => IsV4 && V4 == uint.MaxValue;

    public bool IsLoopback => IsV4 ? V4 >> 24 == 127 : Value == 1;

    /// <summary>169.254.0.0/16 or fe80::/10.</summary>
    public bool IsLinkLocal => IsV4 ? V4 >> 16 == 0xA9FE : Value >> 118 == 0x3FA;

    public static IpAddress FromV4(uint bigEndianValue) => new(MappedPrefix | bigEndianValue);

    public static IpAddress FromV4(ReadOnlySpan<byte> four) => FromV4(BinaryPrimitives.ReadUInt32BigEndian(four));

    public static IpAddress FromV6(ReadOnlySpan<byte> sixteen) => new(BinaryPrimitives.ReadUInt128BigEndian(sixteen));

    /// <summary>Reads either family; a zone index (<c>%eth0</c>) is refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (TryParseDotted(text, out var v4))
        {
            address = FromV4(v4);
            return true;
        }
        if (!text.Contains(':') || text.Contains('%') || !IPAddress.TryParse(text, out var parsed)
            || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = FromV6(bytes);
        return true;
    }

    public static IpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address");

    /// <summary>Reads four decimal octets with dots between, of UTF-16 or ASCII text.</summary>
    /// <param name="value">The address as a number, its first octet highest.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParseDotted<T>(ReadOnlySpan<T> text, out uint value)
        where T : unmanaged, IBinaryInteger<T>
    {
        value = 0;
        uint octet = 0;
        int digits = 0, dots = 0;
        foreach (var unit in text)
        {
            var c = uint.CreateTruncating(unit);
            if (c == '.')
            {
                if (digits == 0 || ++dots > 3)
                    return false;
                value = value << 8 | octet;
                octet = 0;
                digits = 0;
                continue;
            }
            var digit = c - '0';
            if (digit > 9 || ++digits > 3 || (octet = octet * 10 + digit) > 255)
                return false;
        }
        value = value << 8 | octet;
        return dots == 3 && digits > 0;
    }

    /// <summary>
    /// The address with all but the first <paramref name="bits"/> bits cleared; bits count within the family (0..32 or
    /// 0..128).
    /// </summary>
    public IpAddress Prefix(int bits)
    {
        var total = IsV4 ? bits + 96 : bits;
        if (total >= 128)
            return this;
        return total <= 0 ? None : new IpAddress(Value >> (128 - total) << (128 - total));
    }

    public int CompareTo(IpAddress other) => Value.CompareTo(other.Value);

    public override string ToString()
    {
        if (IsV4)
            return string.Create(
                CultureInfo.InvariantCulture, $"{V4 >> 24}.{V4 >> 16 & 255}.{V4 >> 8 & 255}.{V4 & 255}");
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(bytes).ToString();
    }

    public static bool operator <(IpAddress left, IpAddress right) => left.Value < right.Value;

    public static bool operator >(IpAddress left, IpAddress right) => left.Value > right.Value;

    public static bool operator <=(IpAddress left, IpAddress right) => left.Value <= right.Value;

    public static bool operator >=(IpAddress left, IpAddress right) => left.Value >= right.Value;
}
