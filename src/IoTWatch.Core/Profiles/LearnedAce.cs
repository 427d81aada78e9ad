using System.Globalization;
using System.Text.Json;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Profiles;

/// <summary>Writes a learned rule as an access list entry (RFC 8519).</summary>
internal static class LearnedAce
{
    /// <summary>Returns a name that is unique within a profile, from destination, protocol and port.</summary>
    public static string Name(LearnedRule rule) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{rule.Destination.Replace(' ', '-')}-{SnakeCase.Of(rule.Protocol)}"
                + $"{(HasPorts(rule) ? $"-{rule.Port}" : rule.Port == 0 ? "" : $"-type-{rule.Port}")}");

    /// <summary>Returns the network of "AS64500 203.0.113.0/24"; a text without one is returned unchanged.</summary>
    public static string Prefix(string destination) =>
        destination.StartsWith("AS", StringComparison.Ordinal)
        && destination.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
            ? destination[(space + 1)..]
            : destination;

    public static void Write(Utf8JsonWriter json, LearnedRule rule)
    {
        json.WriteStartObject();
        json.WriteString("name", Name(rule));
        json.WriteStartObject("matches");
        var prefix = Prefix(rule.Destination);
        var isNetwork = IpNetwork.TryParse(prefix, out var network);
        if (rule.IsLocal)
        {
            json.WriteStartObject("ietf-mud:mud");
            json.WriteStartArray("local-networks");
            json.WriteNullValue();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        var family = isNetwork && !network.Address.IsV4 ? "ipv6" : "ipv4";
        json.WriteStartObject(family);
        if (isNetwork)
            json.WriteString($"destination-{family}-network", network.ToString());
        else
            json.WriteString("ietf-acldns:dst-dnsname", rule.Destination);
        json.WriteNumber("protocol", (int)rule.Protocol);
        json.WriteEndObject();
        if (HasPorts(rule))
            Ports(json, rule);
        json.WriteEndObject();
        json.WriteStartObject("actions");
        json.WriteString("forwarding", "accept");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool HasPorts(LearnedRule rule) => rule.Protocol is TransportProtocol.Tcp or TransportProtocol.Udp;

    private static void Ports(Utf8JsonWriter json, LearnedRule rule)
    {
        json.WriteStartObject(rule.Protocol == TransportProtocol.Tcp ? "tcp" : "udp");
        json.WriteStartObject("destination-port");
        json.WriteString("operator", "eq");
        json.WriteNumber("port", rule.Port);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
