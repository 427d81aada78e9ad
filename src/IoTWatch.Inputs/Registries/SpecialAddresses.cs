using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Registries;

/// <summary>The addresses that belong to no country, such as private, documentation and multicast addresses.</summary>
/// <remarks>
/// The entries of the IANA special-purpose registries (RFC 6890 and updates) that are not globally reachable.
/// </remarks>
internal static class SpecialAddresses
{
    private static readonly IpNetwork[] Networks =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
            "::/127", "100::/64", "2001:2::/48", "2001:db8::/32", "3fff::/20", "fc00::/7", "fe80::/10", "ff00::/8",
        ]).Select(text => IpNetwork.TryParse(text, out var network) ? network : throw new FormatException(text)),
    ];

    public static bool Contains(IpAddress address)
    {
        foreach (var network in Networks)
            if (network.Contains(address))
                return true;
        return false;
    }
}
