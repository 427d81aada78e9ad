using System.IO.Enumeration;

namespace IoTWatch.Core.Profiles;

/// <summary>The devices that a profile applies to.</summary>
/// <remarks>
/// One matching entry is enough. Names and vendors may contain <c>*</c> (any text) and <c>?</c> (any character),
/// without regard to case. A more specific match has precedence: device, then MUD URL, then MAC address (longer prefix
/// first), then host name, then vendor (more literal characters first).
/// </remarks>
/// <param name="HostNames">Patterns of the device's host name.</param>
/// <param name="Vendors">Patterns of the organisation in the IEEE registry.</param>
/// <param name="MacPrefixes">Lower-case hex digits without separators, whole octets.</param>
/// <param name="MudUrls">URLs that a device may announce, compared exactly.</param>
/// <param name="Devices">Ids of single devices: twelve hex digits of the hardware address, or the address where none is
/// known.</param>
public sealed record ProfileMatch(
    IReadOnlyList<string> HostNames, IReadOnlyList<string> Vendors, IReadOnlyList<string> MacPrefixes,
    IReadOnlyList<string> MudUrls, IReadOnlyList<string> Devices)
{
    public static readonly ProfileMatch Nothing = new([], [], [], [], []);

    private const int VendorRank = 1_000, HostNameRank = 2_000, MacRank = 3_000, UrlRank = 4_000, DeviceRank = 5_000;

    public bool IsEmpty => HostNames.Count + Vendors.Count + MacPrefixes.Count + MudUrls.Count + Devices.Count == 0;

    /// <summary>Returns how specific the match is; 0 = no match.</summary>
    public int Rank(DeviceTraits traits)
    {
        if (traits.Device is { } device && Devices.Contains(device, StringComparer.Ordinal))
            return DeviceRank;
        if (traits.MudUrl is { } url && MudUrls.Contains(url, StringComparer.Ordinal))
            return UrlRank;
        if (traits.Mac.IsKnown && MacPrefixes.Count > 0)
        {
            var hex = traits.Mac.ToHex();
            var mac = MacPrefixes.Max(prefix => hex.StartsWith(prefix, StringComparison.Ordinal) ? prefix.Length : 0);
            if (mac > 0)
                return MacRank + mac;
        }
        if (Best(HostNames, traits.HostName) is { } host)
            return HostNameRank + host;
        return Best(Vendors, traits.Vendor) is { } vendor ? VendorRank + vendor : 0;
    }

    /// <summary>Whether a text matches a pattern; an unknown text matches none.</summary>
    public static bool IsLike(string pattern, string? text) =>
        !string.IsNullOrEmpty(text) && FileSystemName.MatchesSimpleExpression(pattern, text);

    private static int? Best(IReadOnlyList<string> patterns, string? text)
    {
        int? best = null;
        foreach (var pattern in patterns)
            if (IsLike(pattern, text))
                best = Math.Max(best ?? 0, pattern.Count(c => c is not ('*' or '?')));
        return best;
    }
}
