using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>Looks up who owns an address and where it is said to be, from local files only.</summary>
public interface IGeoIp
{
    /// <summary>Never throws; <see cref="GeoRecord.Unknown"/> for an address that no file knows.</summary>
    GeoRecord Lookup(IpAddress address);
}

/// <summary>Geography without files: knows nothing.</summary>
public sealed class NoGeoIp : IGeoIp
{
    public GeoRecord Lookup(IpAddress address) => GeoRecord.Unknown;
}
