using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>Writes a learned profile as a MUD document (RFC 8520) that is read as the same profile.</summary>
/// <remarks>
/// A name is written as <c>dst-dnsname</c>; a destination without one as its prefix, with the network's number in the
/// extension; an address of the home as <c>local-networks</c>, restricted to the address. Order and form depend on the
/// rules only, so that two profiles can be compared line by line.
/// </remarks>
public static class LearnedMud
{
    private const string Acl = "from-device";
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Default
    };

    /// <param name="leftOut">Receives the rules whose destination cannot be written as a name or network of
    /// MUD.</param>
    public static string Write(Device device, LearnedProfile learned, DateTime at, out int leftOut)
    {
        var rules = learned.Rules.Where(
            rule => rule.IsLocal || IsNetwork(rule.Destination) || DnsName.TryNormalise(rule.Destination, out _))
            .OrderBy(rule => rule.IsLocal).ThenBy(rule => rule.Destination, StringComparer.Ordinal)
            .ThenBy(rule => rule.Protocol).ThenBy(rule => rule.Port).ToList();
        leftOut = learned.Rules.Count - rules.Count;
        var name = device.HostName is { } host && DnsName.TryNormalise(host, out _) ? host : device.Id.Value;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            Head(json, device, name, at);
            json.WriteStartObject("ietf-access-control-list:acls");
            json.WriteStartArray("acl");
            json.WriteStartObject();
            json.WriteString("name", Acl);
            json.WriteString("type", "ipv4-acl-type");
            json.WriteStartObject("aces");
            json.WriteStartArray("ace");
            foreach (var rule in rules)
                LearnedAce.Write(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            Extension(json, device, name, rules);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static bool IsNetwork(string destination) => IpNetwork.TryParse(LearnedAce.Prefix(destination), out _);

    private static void Head(Utf8JsonWriter json, Device device, string name, DateTime at)
    {
        json.WriteStartObject("ietf-mud:mud");
        json.WriteNumber("mud-version", 1);
        json.WriteString(
            "mud-url", $"https://mud.iotwatch.example/learned/{Uri.EscapeDataString(device.Id.Value)}.json");
        json.WriteString("last-update", MudTime.Text(at));
        json.WriteNumber("cache-validity", 48);
        json.WriteBoolean("is-supported", true);
        json.WriteString("systeminfo", $"Learned from {name}");
        json.WriteStartObject("from-device-policy");
        json.WriteStartObject("access-lists");
        json.WriteStartArray("access-list");
        json.WriteStartObject();
        json.WriteString("name", Acl);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Extension(Utf8JsonWriter json, Device device, string name, List<LearnedRule> rules)
    {
        json.WriteStartObject("iotwatch:profile");
        json.WriteString("name", $"{name} (learned)");
        json.WriteString("source", "learned");
        json.WriteStartObject("match");
        json.WriteString("device", device.Id.Value);
        json.WriteEndObject();
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("ace", LearnedAce.Name(rule));
            if (!rule.IsLocal && IsNetwork(rule.Destination))
                json.WriteNumber("asn", rule.Asn);
            if (rule.PeriodSeconds is { } seconds)
                json.WriteNumber("seconds", Math.Round(seconds, 2));
            json.WriteString("created", MudTime.Text(rule.CreatedAt));
            if (rule.ExpiresAt is { } end)
                json.WriteString("expiry", MudTime.Text(end));
            json.WriteNumber("hits", rule.Hits);
            if (rule.LastHitAt is { } last)
                json.WriteString("last-hit", MudTime.Text(last));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
