using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Registries;

/// <summary>
/// Finds country, network and organisation of an address in the user's MMDB files, then in the bundled data.
/// </summary>
/// <remarks>
/// The first file with a country decides it. The confidence is low if a later file has another country or if the
/// network is one of <see cref="SharedNetworks"/>. Results are cached in a table of fixed size in which a new entry
/// replaces an old one; the table needs no lock, because an entry is immutable and written as one reference.
/// </remarks>
public sealed class MmdbGeoIp : IGeoIp
{
    private const int Slots = 8192;

    private readonly IReadOnlyList<Lazy<MmdbFile>> _files;
    private readonly Lazy<AsnTable> _networks;
    private readonly Lazy<SharedNetworks> _shared;
    private readonly Entry?[] _cache = new Entry?[Slots];

    internal MmdbGeoIp(IReadOnlyList<Lazy<MmdbFile>> files, Lazy<AsnTable> networks, Lazy<SharedNetworks> shared)
    {
        _files = files;
        _networks = networks;
        _shared = shared;
    }

    public GeoRecord Lookup(IpAddress address)
    {
        ref var slot = ref _cache[(uint)address.GetHashCode() % Slots];
        if (slot is { } kept && kept.Address == address)
            return kept.Record;
        var record = SpecialAddresses.Contains(address) ? GeoRecord.Unknown : Find(address);
        slot = new Entry(address, record);
        return record;
    }

    private GeoRecord Find(IpAddress address)
    {
        string? country = null, source = null, organisation = null;
        uint asn = 0;
        var filesAgree = true;
        foreach (var file in _files)
        {
            var entry = file.Value.Find(address);
            if (country is null && entry.Country is not null)
                (country, source) = (entry.Country, file.Value.Name);
            filesAgree &= entry.Country is null || entry.Country == country;
            if (asn == 0 && entry.Asn != 0)
                (asn, organisation) = (entry.Asn, entry.Organisation);
        }
        if (asn == 0)
            (asn, organisation) = _networks.Value.Find(address);
        if (country is null && asn == 0)
            return GeoRecord.Unknown;
        var confidence = country is null ? CountryConfidence.None
            : filesAgree && !_shared.Value.Contains(asn) ? CountryConfidence.High
            : CountryConfidence.Low;
        return new GeoRecord(country, confidence, source, asn, organisation);
    }

    private sealed record Entry(IpAddress Address, GeoRecord Record);
}
