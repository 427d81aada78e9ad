using System.Globalization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>Reduces an address and the name that a device used for it to a <see cref="Destination"/>.</summary>
/// <remarks>
/// A pure function with a bounded cache. Profiles contain domains, because host names and addresses change often.
/// </remarks>
public sealed class DestinationResolver(LocalNetworks networks, PublicSuffixList publicSuffixes, IGeoIp geoIp)
{
    private const int MaxCached = 65_536;
    private const int PrefixBitsV4 = 24;
    private const int PrefixBitsV6 = 48;
    private readonly Dictionary<(IpAddress Address, string? Name), Destination> _cache = [];
    private readonly Dictionary<string, string?> _domains = new(StringComparer.Ordinal);

    public Destination Resolve(IpAddress address, string? name)
    {
        if (_cache.TryGetValue((address, name), out var known))
            return known;
        if (_cache.Count >= MaxCached)
            _cache.Clear();
        return _cache[(address, name)] = Build(address, name);
    }

    /// <summary>
    /// Returns the destination of a flow. A name sent by the device (SNI, Host) has precedence over a DNS answer.
    /// </summary>
    /// <param name="names">The device's names; a name sent by the device is added.</param>
    public Destination Resolve(FlowObservation flow, NameCache names)
    {
        var (address, atMs) = (flow.Destination.Address, flow.At.ToEpochMs());
        var known = names.Find(address, atMs);
        if ((HostName(flow.ServerName) ?? HostName(flow.HttpHost)) is not { } said)
            return Resolve(address, known ?? HostName(flow.DnsName));
        if (known != said)
            names.Learn(address, said, atMs, 0);
        return Resolve(address, said);
    }

    /// <summary>Returns the registrable domain of a host name; null for an address or a single label.</summary>
    public string? Domain(string? name)
    {
        if (name is null)
            return null;
        if (_domains.TryGetValue(name, out var domain))
            return domain;
        if (_domains.Count >= MaxCached)
            _domains.Clear();
        return _domains[name] = publicSuffixes.RegistrableDomain(name)
            ?? (name.Contains('.', StringComparison.Ordinal) && !IpAddress.TryParse(name, out _) ? name : null);
    }

    /// <summary>
    /// Returns a sent name in lower case without port and final dot; null where it has no registrable domain.
    /// </summary>
    private string? HostName(string? name)
    {
        if (name is null)
            return null;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var hasPort = colon >= 0 && name.LastIndexOf(':') == colon;
        var host = (hasPort ? name[..colon] : name).TrimEnd('.').ToLowerInvariant();
        return Domain(host) is null ? null : host;
    }

    private Destination Build(IpAddress address, string? name)
    {
        if (networks.Contains(address))
            return new Destination(address.ToString(), name, Domain(name), address, true, GeoRecord.Unknown);
        var geo = geoIp.Lookup(address);
        if (Domain(name) is { } domain)
            return new Destination(domain, name, domain, address, false, geo);
        var bits = address.IsV4 ? PrefixBitsV4 : PrefixBitsV6;
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{address.Prefix(bits)}/{bits}");
        var key = geo.Asn == 0 ? prefix : string.Create(CultureInfo.InvariantCulture, $"AS{geo.Asn} {prefix}");
        return new Destination(key, null, null, address, false, geo);
    }
}
