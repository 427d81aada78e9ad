using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Registries;

/// <summary>Country, network and organisation of an address: the user's MMDB files first, the bundled data behind them.</summary>
/// <remarks>
/// The first file that knows a country decides it. Confidence is low where a later file names another country, or where the network is one
/// of <see cref="SharedNetworks"/>. Answers are kept in a table of fixed size in which a new one takes the place of an old one; the table
/// needs no lock, for an entry is immutable and written as one reference.
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
        var agreed = true;
        foreach (var file in _files)
        {
            var entry = file.Value.Find(address);
            if (country is null && entry.Country is not null)
                (country, source) = (entry.Country, file.Value.Name);
            agreed &= entry.Country is null || entry.Country == country;
            if (asn == 0 && entry.Asn != 0)
                (asn, organisation) = (entry.Asn, entry.Organisation);
        }
        if (asn == 0)
            (asn, organisation) = _networks.Value.Find(address);
        if (country is null && asn == 0)
            return GeoRecord.Unknown;
        var confidence = country is null ? CountryConfidence.None
            : agreed && !_shared.Value.Contains(asn) ? CountryConfidence.High
            : CountryConfidence.Low;
        return new GeoRecord(country, confidence, source, asn, organisation);
    }

    private sealed record Entry(IpAddress Address, GeoRecord Record);
}
