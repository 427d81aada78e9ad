namespace IoTWatch.Core.Observations;

/// <summary>Which addresses belong to the home.</summary>
/// <remarks>
/// Undeclared: the private, link-local and unique-local ranges (RFC 1918, 3927, 4193, 4291). Multicast, broadcast and loopback are
/// local in either case. <see cref="IsDeclared"/> tells whether the user named them; only then is a flow with no local end ignored.
/// </remarks>
public sealed class LocalNetworks
{
    private static readonly string[] Private =
        ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"];

    private readonly IpNetwork[] _networks;

    /// <param name="declared">CIDR notation; null or empty = the private ranges.</param>
    /// <exception cref="FormatException">A network cannot be read; the message names it.</exception>
    public LocalNetworks(IReadOnlyList<string>? declared)
    {
        IsDeclared = declared is { Count: > 0 };
        var texts = IsDeclared ? declared! : Private;
        _networks = [.. texts.Select(text => IpNetwork.TryParse(text, out var network)
            ? network
            : throw new FormatException($"'{text}' is not a network: write it like 192.168.0.0/16 or fd00::/8"))];
    }

    public bool IsDeclared { get; }

    public bool Contains(IpAddress address)
    {
        if (address.IsMulticast || address.IsBroadcast || address.IsLoopback || !address.IsKnown)
            return true;
        foreach (var network in _networks)
            if (network.Contains(address))
                return true;
        return false;
    }
}
