using System.Globalization;

namespace IoTWatch.Core.Observations;

/// <summary>A network in CIDR notation, either family.</summary>
public readonly record struct IpNetwork(IpAddress Address, int PrefixBits)
{
    public bool Contains(IpAddress address) => address.IsV4 == Address.IsV4 && address.Prefix(PrefixBits) == Address;

    /// <summary>Reads <c>192.168.0.0/16</c> or a bare address; host bits are cleared.</summary>
    public static bool TryParse(string text, out IpNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IpAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address))
            return false;
        var bits = address.IsV4 ? 32 : 128;
        var max = bits;
        if (slash >= 0
            && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits)
                || bits > max))
            return false;
        network = new IpNetwork(address.Prefix(bits), bits);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixBits}");
}
