using System.Security.Cryptography;

namespace IoTWatch.Server.Web.Assets;

/// <summary>
/// The style sheet, the scripts and the icon, embedded in the assembly so that they are found from any folder.
/// </summary>
public sealed class AssetSet
{
    private const string Prefix = "assets/";

    private readonly Dictionary<string, Asset> _assets = new(StringComparer.Ordinal);

    public AssetSet()
    {
        var assembly = typeof(AssetSet).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var version = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
            _assets[resource[Prefix.Length..]] = new Asset(bytes, TypeOf(resource), version);
        }
    }

    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    /// <summary>An address that changes with the bytes, so that browsers may cache it without limit.</summary>
    public string Url(string name) => $"/assets/{name}?v={_assets[name].Version}";

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };
}
