using System.Globalization;

namespace IoTWatch.Core.Observations;

/// <summary>A 48-bit IEEE 802 hardware address; the default value means "not known".</summary>
/// <remarks>
/// Text forms: <c>aa:bb:cc:dd:ee:ff</c>, with dashes, or 12 hex digits; single-digit octets are accepted when
/// separated.
/// </remarks>
public readonly record struct MacAddress(ulong Value) : IComparable<MacAddress>
{
    public static readonly MacAddress None;
    public static readonly MacAddress Broadcast = new(0xFFFF_FFFF_FFFF);

    public bool IsKnown => Value != 0;

    /// <summary>Group bit set: broadcast or multicast, never a device.</summary>
    public bool IsMulticast => (Value >> 40 & 1) == 1;

    /// <summary>Locally administered: a randomised ("private") address, not a vendor's.</summary>
    public bool IsLocallyAdministered => (Value >> 40 & 2) == 2;

    /// <summary>The first three octets: the vendor's identifier in the IEEE registry.</summary>
    public uint Oui => (uint)(Value >> 24);

    public static MacAddress FromBytes(ReadOnlySpan<byte> six)
    {
        ulong value = 0;
        foreach (var b in six[..6])
            value = value << 8 | b;
        return new MacAddress(value);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress mac)
    {
        mac = default;
        text = text.Trim();
        ulong value;
        if (text.Length == 12)
        {
            if (!ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
                return false;
            mac = new MacAddress(value);
            return true;
        }
        value = 0;
        var octets = 0;
        foreach (var range in text.SplitAny(':', '-'))
        {
            var part = text[range];
            if (octets == 6 || part.Length is 0 or > 2
                || !byte.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
                return false;
            value = value << 8 | octet;
            octets++;
        }
        mac = new MacAddress(value);
        return octets == 6;
    }

    public int CompareTo(MacAddress other) => Value.CompareTo(other.Value);

    /// <summary>Twelve lower-case hex digits, as used in MQTT topics and device ids.</summary>
    public string ToHex() => Value.ToString("x12", CultureInfo.InvariantCulture);

    public override string ToString()
    {
        var hex = ToHex();
        return $"{hex[..2]}:{hex[2..4]}:{hex[4..6]}:{hex[6..8]}:{hex[8..10]}:{hex[10..]}";
    }

    public static bool operator <(MacAddress left, MacAddress right) => left.Value < right.Value;

    public static bool operator >(MacAddress left, MacAddress right) => left.Value > right.Value;

    public static bool operator <=(MacAddress left, MacAddress right) => left.Value <= right.Value;

    public static bool operator >=(MacAddress left, MacAddress right) => left.Value >= right.Value;
}
