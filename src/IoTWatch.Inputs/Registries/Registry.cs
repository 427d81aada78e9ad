using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;

namespace IoTWatch.Inputs.Registries;

/// <summary>The reference data that comes with the program: countries, networks, vendors, public suffixes.</summary>
/// <remarks>All of it is embedded in this assembly and opened when first asked for. Origin and licences: Data/NOTICE.md.</remarks>
public static class Registry
{
    private const string Countries = "iptoasn-country.mmdb";

    private static readonly Lazy<PublicSuffixList> Suffixes =
        new(() => Core.Destinations.PublicSuffixList.Parse(RegistryResource.Text("public_suffix_list.dat")));

    private static readonly Lazy<OuiTable> Oui = new(() => new OuiTable(new RangeTable(RegistryResource.Map("vendors.bin"))));

    private static readonly Lazy<AsnTable> Networks = new(() => new AsnTable(new RangeTable(RegistryResource.Map("networks.bin"))));

    private static readonly Lazy<SharedNetworks> Shared = new(() => SharedNetworks.Parse(RegistryResource.Text("shared-networks.txt")));

    private static readonly Lazy<MmdbFile> Bundled = new(OpenBundled);

    /// <summary>The Public Suffix List.</summary>
    public static PublicSuffixList PublicSuffixList() => Suffixes.Value;

    public static IVendors Vendors() => Oui.Value;

    /// <summary>Opens the user's MMDB files, first ones first, and the bundled ones behind them.</summary>
    /// <param name="files">Paths of MMDB files (country, city or ASN).</param>
    /// <exception cref="IOException">A named file cannot be read; the message names it.</exception>
    public static IGeoIp GeoIp(IReadOnlyList<string> files) =>
        new MmdbGeoIp([.. files.Select(path => new Lazy<MmdbFile>(MmdbFile.Open(path))), Bundled], Networks, Shared);

    private static MmdbFile OpenBundled()
    {
        using var stream = RegistryResource.Open(Countries);
        return MmdbFile.Open(Countries, stream);
    }
}
