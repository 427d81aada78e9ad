using System.Globalization;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>Reads one access list entry: its matches and its action.</summary>
/// <remarks>An unknown match is a problem, because ignoring it would permit more than the document does.</remarks>
internal static class MudAceReader
{
    public static MudAce Read(JsonCursor cursor)
    {
        var forwarding = cursor.Require("actions", "write { \"forwarding\": \"accept\" }")
            ?.Require("forwarding", "write \"forwarding\": \"accept\"")?.Text();
        var ace = new MudAce
        {
            Name = cursor.Require("name", "name the entry")?.Text() ?? "",
            Accepts = Unqualified(forwarding) == "accept",
        };
        if (Unqualified(forwarding) is not (null or "accept" or "drop" or "reject"))
            cursor.Problem($"forwarding '{forwarding}' is not known; write \"accept\"");
        if (cursor.Require("matches", "write what the entry matches") is not { } matches)
            return ace;

        var parts = 0;
        foreach (var (name, part) in matches.Members())
        {
            parts += name == "eth" ? 0 : 1;
            ace = name switch
            {
                "ipv4" or "ipv6" => Ip(part, ace, name),
                "tcp" => Transport(part, ace, TransportProtocol.Tcp),
                "udp" => Transport(part, ace, TransportProtocol.Udp),
                "icmp" => Protocol(part, ace, ace.Protocol ?? TransportProtocol.Icmp),
                "ietf-mud:mud" => Mud(part, ace),
                "eth" => ace,
                _ => Unknown(part, ace),
            };
        }
        return ace with
        {
            IsEthernetOnly = parts == 0
                || (matches.Find("eth") is not null && matches.Find("ipv4") is null && matches.Find("ipv6") is null)
        };
    }

    private static MudAce Ip(JsonCursor ip, MudAce ace, string family)
    {
        if (ip.Find("protocol")?.Integer(0, 255) is { } number)
            ace = Protocol(
                ip, ace,
                Enum.IsDefined((TransportProtocol)number) ? (TransportProtocol)number : TransportProtocol.Other);
        if (ip.Find("ietf-acldns:dst-dnsname") is { } dns && dns.Text() is { } text)
        {
            if (DnsName.TryNormalise(text, out var name))
                ace = ace with { DestinationName = name };
            else
                dns.Problem(
                    $"'{text}' is not a host name; write for example mqtt.example.com, or *.example.com for all "
                    + "below it");
        }
        // Either family is accepted: published files have IPv4 addresses under ipv6.
        if (ip.Find($"destination-{family}-network") is { } destination && destination.Text() is { } cidr)
        {
            if (IpNetwork.TryParse(cidr, out var network))
                ace = ace with { DestinationNetwork = network };
            else
                destination.Problem($"'{cidr}' is not a network; write for example 192.0.2.0/24 or 2001:db8::/32");
        }
        return ace;
    }

    private static MudAce Transport(JsonCursor transport, MudAce ace, TransportProtocol protocol) =>
        Protocol(transport, ace, protocol) with
        {
            DestinationPorts = Ports(transport, "destination-port"),
            SourcePorts = Ports(transport, "source-port"),
            IsAnswer = transport.Find("ietf-mud:direction-initiated")?.Text() == "to-device",
        };

    private static MudAce Protocol(JsonCursor cursor, MudAce ace, TransportProtocol protocol)
    {
        if (ace.Protocol is { } other && other != protocol)
            cursor.Problem($"is for {protocol} but the entry also says {other}; split the entry in two");
        return ace with { Protocol = protocol };
    }

    private static MudPorts? Ports(JsonCursor transport, string name)
    {
        var found = transport.Find(name) ?? transport.Find($"{name}-range-or-operator")
            ?? transport.Find($"{name}-range");
        if (found is not { } ports)
            return null;
        var low = ports.Find("lower-port")?.Integer(0, 65535);
        var high = ports.Find("upper-port")?.Integer(0, 65535);
        var port = ports.Find("port")?.Integer(0, 65535);
        (int First, int Last)? range = (ports.Find("operator")?.Text() ?? (port is null ? "range" : "eq")) switch
        {
            "eq" => (port ?? -1, port ?? -1),
            "lte" => (0, port ?? -1),
            "gte" => (port ?? -1, 65535),
            "range" => (low ?? -1, high ?? low ?? -1),
            _ => null,
        };
        if (range is { First: >= 0 } && range.Value.Last >= range.Value.First)
            return new MudPorts((ushort)range.Value.First, (ushort)range.Value.Last);
        ports.Problem(
            "is not a range of ports; write { \"operator\": \"eq\", \"port\": 443 } or { \"lower-port\": 1, "
            + "\"upper-port\": 9 }");
        return null;
    }

    private static MudAce Mud(JsonCursor mud, MudAce ace)
    {
        foreach (var (name, part) in mud.Members())
            if (name is "local-networks" or "controller" or "my-controller" or "same-manufacturer" or "manufacturer"
                or "model")
                ace = ace with { IsLocal = true };
            else if (name == "direction-initiated")
                ace = ace with { IsAnswer = part.Text() == "to-device" };
            else
                Unknown(part, ace);
        return ace;
    }

    private static MudAce Unknown(JsonCursor part, MudAce ace)
    {
        part.Problem(
            "is not a match that is known; leave it out, or write the entry with ipv4, ipv6, tcp, udp, icmp "
            + "or ietf-mud:mud");
        return ace;
    }

    private static string? Unqualified(string? identity) =>
        identity?[(identity.LastIndexOf(':') + 1)..].ToLower(CultureInfo.InvariantCulture);
}
