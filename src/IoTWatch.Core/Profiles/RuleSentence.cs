using System.Globalization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>Writes a rule as a sentence: "may call electricimp.com on tcp/31314 about every 55 s".</summary>
internal static class RuleSentence
{
    public static string Of(ProfileRule rule)
    {
        var whom = rule switch
        {
            { Domain: { } domain } => $"may call {domain}",
            { Network: { } network, LocalNetwork: true } => $"may call {Address(network)} at home",
            { Network: { } network } => $"may call {Address(network)}",
            { LocalNetwork: true } => "may call devices at home",
            _ => "may call any address",
        };
        var every = rule.PeriodSeconds is { } seconds ? $" about every {Period(seconds)}" : "";
        return $"{whom}{How(rule)}{every}";
    }

    /// <summary>Returns the destination as text: "vendor.example", "203.0.113.0/28", "local", "any".</summary>
    public static string Party(ProfileRule rule) => rule switch
    {
        { Domain: { } domain } => rule.HostName is ['*', ..] ? rule.HostName : domain,
        { Network: { } network, LocalNetwork: true } => $"local {Address(network)}",
        { Network: { } network } => rule.Asn is > 0 and var asn
            ? string.Create(CultureInfo.InvariantCulture, $"AS{asn} {network}")
            : network.ToString(),
        { LocalNetwork: true } => "local",
        _ => "any",
    };

    /// <summary>Returns " on tcp/443"; empty for any service.</summary>
    public static string Service(TransportProtocol? protocol, ushort first, ushort last)
    {
        var name = protocol?.ToString().ToLowerInvariant();
        var ports = (first, last) switch
        {
            (0, 65535) or (0, 0) => "",
            _ when first == last => $"/{first}",
            _ => $"/{first}-{last}",
        };
        return name is null && ports.Length == 0 ? "" : $" on {name ?? "any"}{ports}";
    }

    private static string How(ProfileRule rule)
    {
        var anyPort = rule is { FirstPort: 0, LastPort: ushort.MaxValue };
        var ports = rule.FirstPort == rule.LastPort ? $"{rule.FirstPort}" : $"{rule.FirstPort}–{rule.LastPort}";
        return (rule.Protocol, anyPort) switch
        {
            (null, true) => "",
            (null, false) => $" on port {ports}",
            (TransportProtocol.Icmp or TransportProtocol.Icmpv6, _) => " by ICMP",
            (TransportProtocol.Other, _) => " by another protocol",
            ({ } protocol, true) => $" by {Name(protocol).ToUpperInvariant()}",
            ({ } protocol, false) => $" on {Name(protocol)}/{ports}",
        };
    }

    private static string Name(TransportProtocol protocol) => protocol == TransportProtocol.Tcp ? "tcp" : "udp";

    private static string Address(IpNetwork network) =>
        network.PrefixBits == (network.Address.IsV4 ? 32 : 128) ? network.Address.ToString() : network.ToString();

    private static string Period(double seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 7_200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
    };
}
