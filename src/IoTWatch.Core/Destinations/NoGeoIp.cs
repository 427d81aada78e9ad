using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Destinations;

/// <summary>Geography without files: knows nothing.</summary>
public sealed class NoGeoIp : IGeoIp
{
    public GeoRecord Lookup(IpAddress address) => GeoRecord.Unknown;
}
