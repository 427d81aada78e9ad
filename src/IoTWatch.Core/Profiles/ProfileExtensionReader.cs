using System.Text.Json;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>Reads the member <c>iotwatch:profile</c>; docs/device-profiles.md describes it.</summary>
internal static class ProfileExtensionReader
{
    public static ProfileExtension Read(JsonCursor cursor)
    {
        string? title = null;
        var match = ProfileMatch.Nothing;
        List<ProfilePeriod> periods = [];
        IReadOnlyList<string> sources = [];
        List<RuleFacts> rules = [];
        foreach (var (name, member) in cursor.Members())
            switch (name)
            {
                case "name":
                    title = member.Text();
                    break;
                case "match":
                    match = Match(member);
                    break;
                case "periods":
                    periods = [.. member.Items().Select(Period).OfType<ProfilePeriod>()];
                    break;
                case "source":
                    sources = member.Texts();
                    break;
                case "rules":
                    rules = [.. member.Items().Select(RuleFactsReader.Read).OfType<RuleFacts>()];
                    break;
                default:
                    member.Problem("is not known; use name, source, match, periods or rules");
                    break;
            }
        return new ProfileExtension(title, match, periods, sources, rules);
    }

    private static ProfileMatch Match(JsonCursor cursor)
    {
        var match = ProfileMatch.Nothing;
        foreach (var (name, member) in cursor.Members())
            switch (name)
            {
                case "hostname":
                    match = match with { HostNames = Patterns(member) };
                    break;
                case "vendor":
                    match = match with { Vendors = Patterns(member) };
                    break;
                case "mac":
                    match = match with
                    {
                        MacPrefixes = [.. member.Texts().Select(text => MacPrefix(member, text)).OfType<string>()]
                    };
                    break;
                case "mud-url":
                    match = match with { MudUrls = member.Texts() };
                    break;
                case "device":
                    match = match with { Devices = member.Texts() };
                    break;
                default:
                    member.Problem("is not known; use hostname, vendor, mac, mud-url or device");
                    break;
            }
        return match;
    }

    private static IReadOnlyList<string> Patterns(JsonCursor cursor)
    {
        var patterns = cursor.Texts();
        foreach (var pattern in patterns)
            if (pattern.All(c => c is '*' or '?'))
                cursor.Problem($"'{pattern}' would match every device; write at least one letter");
        return patterns;
    }

    private static string? MacPrefix(JsonCursor cursor, string text)
    {
        var octets = text.Split(':', '-');
        if (octets.Length <= 6 && octets.All(octet => octet.Length == 2 && octet.All(char.IsAsciiHexDigit)))
            return string.Concat(octets).ToLowerInvariant();
        cursor.Problem($"'{text}' is not the beginning of a hardware address; write for example 00:17:88");
        return null;
    }

    private static ProfilePeriod? Period(JsonCursor cursor)
    {
        var name = cursor.Require("dns-name", "name the host that is called")?.Text();
        if (name is not null && !DnsName.TryNormalise(name, out name))
            cursor.Problem("'dns-name' is not a host name; write it as in the rule it belongs to");
        TransportProtocol? protocol = cursor.Find("protocol") switch
        {
            null => null,
            { Value.ValueKind: JsonValueKind.String } text when Enum.TryParse<TransportProtocol>(
                text.Text(), ignoreCase: true, out var named) =>
                named,
            { } other => Misnamed(other),
        };
        var port = cursor.Find("port")?.Integer(0, 65535);
        var seconds = 0.0;
        if (cursor.Require("seconds", "say how often the call comes") is { } value
            && (value.Value.ValueKind != JsonValueKind.Number
                || !value.Value.TryGetDouble(out seconds)
                || seconds is not (>= 1 and <= 31_536_000)))
            value.Problem("is not a number of seconds from 1 to a year");
        return name is null ? null : new ProfilePeriod(name, protocol, (ushort?)port, seconds, cursor.Path);
    }

    private static TransportProtocol? Misnamed(JsonCursor cursor)
    {
        cursor.Problem($"{cursor.Value.GetRawText()} is not a protocol; write \"tcp\" or \"udp\"");
        return null;
    }
}
