using System.IO.Compression;
using System.Runtime.CompilerServices;
using IoTWatch.Inputs.Registries;
using IoTWatch.Tests;

namespace IoTWatch.Inputs.Tests.Registries;

/// <summary>
/// Compiles the shipped tables from their sources; with <c>IOTWATCH_ACCEPT=1</c> writes them into the project.
/// </summary>
internal static class CompiledTables
{
    public static byte[] Networks()
    {
        using var v4 = Unpack("geoip/asn-ipv4.csv.gz");
        using var v6 = Unpack("geoip/asn-ipv6.csv.gz");
        return AcceptIfAsked("networks.bin", AsnTableCompiler.Compile(v4, v6));
    }

    public static byte[] Vendors()
    {
        const string folder = "/usr/share/ieee-data", version = "1661630937";
        Assert.SkipUnless(File.Exists($"{folder}/.lastupdate"), "the Debian package ieee-data is not installed");
        Assert.SkipUnless(File.ReadAllText($"{folder}/.lastupdate").Trim() == version
            || IsAccepting, "another version of ieee-data is installed than the table was made from");
        using var large = new StreamReader($"{folder}/oui.csv");
        using var medium = new StreamReader($"{folder}/mam.csv");
        using var small = new StreamReader($"{folder}/oui36.csv");
        using var individual = new StreamReader($"{folder}/iab.csv");
        return AcceptIfAsked("vendors.bin", OuiTableCompiler.Compile(large, medium, small, individual));
    }

    private static bool IsAccepting => Environment.GetEnvironmentVariable("IOTWATCH_ACCEPT") == "1";

    private static StreamReader Unpack(string relative) =>
        new(new GZipStream(File.OpenRead(SharedData.Path(relative)), CompressionMode.Decompress));

    private static byte[] AcceptIfAsked(string file, byte[] table, [CallerFilePath] string here = "")
    {
        if (IsAccepting)
            File.WriteAllBytes(
                Path.Combine(Path.GetDirectoryName(here)!, "../../../src/IoTWatch.Inputs/Registries/Data", file),
                    table);
        return table;
    }
}
