using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;

namespace IoTWatch.Inputs.Registries;

/// <summary>
/// Opens the reference data embedded in the program: countries, networks, vendors and public suffixes.
/// </summary>
/// <remarks>Each is opened at its first use. Origin and licences: Data/NOTICE.md.</remarks>
public static class Registry
{
    private const string Countries = "iptoasn-country.mmdb";

    private static readonly Lazy<PublicSuffixList> Suffixes =
        new(() => Core.Destinations.PublicSuffixList.Parse(RegistryResource.Text("public_suffix_list.dat")));

    private static readonly Lazy<OuiTable> Oui =
        new(() => new OuiTable(new RangeTable(RegistryResource.Map("vendors.bin"))));

    private static readonly Lazy<AsnTable> Networks =
        new(() => new AsnTable(new RangeTable(RegistryResource.Map("networks.bin"))));

    private static readonly Lazy<SharedNetworks> Shared =
        new(() => SharedNetworks.Parse(RegistryResource.Text("shared-networks.txt")));

    private static readonly Lazy<MmdbFile> Bundled = new(OpenBundled);

    /// <summary>The Public Suffix List.</summary>
    public static PublicSuffixList PublicSuffixList() => Suffixes.Value;

    public static IVendors Vendors() => Oui.Value;

    /// <summary>Opens the user's MMDB files in their order, followed by the bundled file.</summary>
    /// <param name="files">Paths of MMDB files (country, city or ASN).</param>
    /// <exception cref="IOException">A file cannot be read; the message names it.</exception>
    public static IGeoIp GeoIp(IReadOnlyList<string> files) =>
        new MmdbGeoIp([.. files.Select(path => new Lazy<MmdbFile>(MmdbFile.Open(path))), Bundled], Networks, Shared);

    private static MmdbFile OpenBundled()
    {
        using var stream = RegistryResource.Open(Countries);
        return MmdbFile.Open(Countries, stream);
    }
}
