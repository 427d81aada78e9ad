using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>Looks up country and network of an address in local files.</summary>
public interface IGeoIp
{
    /// <summary>Returns <see cref="GeoRecord.Unknown"/> for an address that is in no file; never throws.</summary>
    GeoRecord Lookup(IpAddress address);
}

/// <summary>Geography without files: every address is unknown.</summary>
public sealed class NoGeoIp : IGeoIp
{
    public GeoRecord Lookup(IpAddress address) => GeoRecord.Unknown;
}
