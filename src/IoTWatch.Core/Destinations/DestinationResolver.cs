using System.Globalization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>Reduces an address and the name a device used for it to a <see cref="Destination"/>.</summary>
/// <remarks>A pure function of its inputs behind a bounded cache. Host names and addresses change too fast to be profiled; parties do not.</remarks>
public sealed class DestinationResolver(LocalNetworks networks, PublicSuffixList publicSuffixes, IGeoIp geoIp)
{
    private const int MostCached = 65_536;
    private const int PrefixBitsV4 = 24;
    private const int PrefixBitsV6 = 48;
    private readonly Dictionary<(IpAddress Address, string? Name), Destination> _cache = [];
    private readonly Dictionary<string, string?> _domains = new(StringComparer.Ordinal);

    public Destination Resolve(IpAddress address, string? name)
    {
        if (_cache.TryGetValue((address, name), out var known))
            return known;
        if (_cache.Count >= MostCached)
            _cache.Clear();
        return _cache[(address, name)] = Build(address, name);
    }

    /// <summary>The party behind a host name; null where the name says nothing (an address, a single label).</summary>
    public string? Domain(string? name)
    {
        if (name is null)
            return null;
        if (_domains.TryGetValue(name, out var domain))
            return domain;
        if (_domains.Count >= MostCached)
            _domains.Clear();
        return _domains[name] = publicSuffixes.RegistrableDomain(name)
            ?? (name.Contains('.', StringComparison.Ordinal) && !IpAddress.TryParse(name, out _) ? name : null);
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
