using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A permission of a profile: a destination with protocol and ports.</summary>
/// <param name="Name">The rule's name in its document.</param>
/// <param name="HostName">The destination as written, lower case; <c>*.</c> in front stands for any name below; null =
/// any name.</param>
/// <param name="Domain">The registrable domain of <paramref name="HostName"/>, which is compared with a channel's
/// destination.</param>
/// <param name="Network">Destination network; null = any address.</param>
/// <param name="LocalNetwork">Whether the rule means the home's own networks (MUD <c>local-networks</c>,
/// <c>same-manufacturer</c>, <c>controller</c> …).</param>
/// <param name="Protocol">Null = any.</param>
/// <param name="FirstPort">Lowest destination port; 0..65535 = any.</param>
/// <param name="PeriodSeconds">The known period, where the profile declares one (IoTWatch extension).</param>
public sealed record ProfileRule(
    string Name, string? HostName, string? Domain, IpNetwork? Network, bool LocalNetwork,
    TransportProtocol? Protocol, ushort FirstPort, ushort LastPort, double? PeriodSeconds)
{
    /// <summary>
    /// Set if the destination has no name: then only destinations without a name are covered, in the whole network of
    /// this number (0 = only in <see cref="Network"/>).
    /// </summary>
    public uint? Asn { get; init; }

    public DateTime? CreatedAt { get; init; }

    /// <summary>When it expires; null = never.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Number of contacts that it covered before it was written.</summary>
    public long Hits { get; init; }

    public DateTime? LastHitAt { get; init; }

    public bool IsForAnyDestination => HostName is null && Domain is null && Network is null && !LocalNetwork;

    /// <summary>Whether the destination is one of the rule's, for any protocol and port.</summary>
    /// <remarks>A multicast, broadcast or link-local destination is in the home: it counts as local.</remarks>
    public bool MatchesDestination(string? domain, IpAddress address, bool isLocal, uint asn = 0)
    {
        if (Asn is { } network)
            return domain is null
                && !isLocal
                && ((network != 0 && network == asn) || (Network is { } prefix && prefix.Contains(address)));
        if (Domain is not null)
            return domain is not null && (string.Equals(domain, Domain, StringComparison.Ordinal) || IsBelow(domain));
        if (LocalNetwork && !isLocal && !address.IsMulticast && !address.IsBroadcast && !address.IsLinkLocal)
            return false;
        return Network is not { } narrow || narrow.Contains(address);
    }

    private bool IsBelow(string domain) =>
        HostName is ['*', ..] && domain.AsSpan().EndsWith(HostName.AsSpan(1), StringComparison.Ordinal);
}
