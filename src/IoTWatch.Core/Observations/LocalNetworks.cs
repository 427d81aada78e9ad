namespace IoTWatch.Core.Observations;

/// <summary>The networks of the home.</summary>
/// <remarks>
/// Default: the private, link-local and unique-local ranges (RFC 1918, 3927, 4193, 4291). Multicast, broadcast and
/// loopback are always local. Only if the user declared the networks (<see cref="IsDeclared"/>) is a flow without a
/// local end ignored.
/// </remarks>
public sealed class LocalNetworks
{
    private static readonly string[] Private =
        ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"];

    private readonly (uint Network, uint Mask)[] _v4;
    private readonly IpNetwork[] _v6;

    /// <param name="declared">CIDR notation; null or empty = the private ranges.</param>
    /// <exception cref="FormatException">A network cannot be read; the message names it.</exception>
    public LocalNetworks(IReadOnlyList<string>? declared)
    {
        IsDeclared = declared is { Count: > 0 };
        var texts = IsDeclared ? declared! : Private;
        var networks = texts.Select(text => IpNetwork.TryParse(text, out var network)
            ? network
            : throw new FormatException($"'{text}' is not a network: write it like 192.168.0.0/16 or fd00::/8"))
            .ToLookup(network => network.Address.IsV4);
        _v4 = [.. networks[true].Select(
            network => (network.Address.V4, network.PrefixBits == 0 ? 0 : uint.MaxValue << (32 - network.PrefixBits)))];
        _v6 = [.. networks[false]];
    }

    public bool IsDeclared { get; }

    public bool Contains(IpAddress address)
    {
        if (address.IsMulticast || address.IsBroadcast || address.IsLoopback || !address.IsKnown)
            return true;
        if (address.IsV4)
        {
            foreach (var (network, mask) in _v4)
                if ((address.V4 & mask) == network)
                    return true;
            return false;
        }
        foreach (var network in _v6)
            if (network.Contains(address))
                return true;
        return false;
    }
}
