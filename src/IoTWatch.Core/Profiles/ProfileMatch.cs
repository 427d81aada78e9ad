using System.IO.Enumeration;

namespace IoTWatch.Core.Profiles;

/// <summary>Which devices a profile is for.</summary>
/// <remarks>
/// Any one entry suffices. Names and vendors may hold <c>*</c> (any text) and <c>?</c> (any character), upper and lower case alike.
/// A more specific match wins over a less specific one: MUD URL, then hardware address (longer prefix first), then host
/// name, then vendor (more literal characters first).
/// </remarks>
/// <param name="HostNames">Patterns of the name a device gives of itself.</param>
/// <param name="Vendors">Patterns of the organisation in the IEEE registry.</param>
/// <param name="MacPrefixes">Lower-case hex digits without separators, whole octets.</param>
/// <param name="MudUrls">URLs that a device may announce, compared exactly.</param>
public sealed record ProfileMatch(
    IReadOnlyList<string> HostNames, IReadOnlyList<string> Vendors, IReadOnlyList<string> MacPrefixes, IReadOnlyList<string> MudUrls)
{
    public static readonly ProfileMatch Nothing = new([], [], [], []);

    private const int VendorRank = 1_000, HostNameRank = 2_000, MacRank = 3_000, UrlRank = 4_000;

    /// <summary>How specifically this names the device; 0 = not at all.</summary>
    public int Rank(DeviceTraits traits)
    {
        if (traits.MudUrl is { } url && MudUrls.Contains(url, StringComparer.Ordinal))
            return UrlRank;
        var hex = traits.Mac.IsKnown && MacPrefixes.Count > 0 ? traits.Mac.ToHex() : "";
        var mac = MacPrefixes.Where(prefix => hex.StartsWith(prefix, StringComparison.Ordinal)).Select(prefix => prefix.Length).DefaultIfEmpty().Max();
        if (mac > 0)
            return MacRank + mac;
        if (Best(HostNames, traits.HostName) is { } host)
            return HostNameRank + host;
        return Best(Vendors, traits.Vendor) is { } vendor ? VendorRank + vendor : 0;
    }

    private static int? Best(IReadOnlyList<string> patterns, string? text)
    {
        int? best = null;
        if (!string.IsNullOrEmpty(text))
            foreach (var pattern in patterns)
                if (FileSystemName.MatchesSimpleExpression(pattern, text))
                    best = Math.Max(best ?? 0, pattern.Count(c => c is not ('*' or '?')));
        return best;
    }
}
