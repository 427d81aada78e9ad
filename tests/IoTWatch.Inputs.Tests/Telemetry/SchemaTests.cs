using System.Text.Json;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Inputs.Tests.Telemetry;

/// <summary>Compares the codec with the JSON Schemas in docs/schemas.</summary>
public class SchemaTests
{
    private static readonly MacAddress Mac = new(0xe86e3a2bcc08);

    /// <summary>One observation of each kind with every member set.</summary>
    internal static readonly Observation[] Fullest =
    [
        new FlowObservation
        {
            At = DateTime.UnixEpoch.AddMilliseconds(1730470104000), Mac = Mac, DestinationMac = Mac,
            Source = new Endpoint(IpAddress.Parse("192.168.1.50"), 49152), Destination =
                new Endpoint(IpAddress.Parse("2001:db8::9"), 8883),
            Protocol = TransportProtocol.Tcp, DurationMs = 812, BytesOut = 310, BytesIn = 298, PacketsOut = 5,
                PacketsIn = 4, State = FlowState.Interim,
            Continues = true, FlowId = "f", ServerName = "s.example", HttpHost = "h.example", DnsName = "d.example",
                Bursts = [new Burst(0, 120)],
        },
        new DnsObservation { At = DateTime.UnixEpoch, Mac = Mac, Client = IpAddress.Parse("192.168.1.50"),
            Query = "q.example", Answers = [IpAddress.Parse("203.0.113.9")], TtlSeconds = 60 },
        new WifiObservation
        {
            At = DateTime.UnixEpoch, Mac = Mac, Event = WifiEvent.Deauth, Bssid = Mac, Ssid = "Home",
                SsidHex = "486f6d65", Encryption = WifiEncryption.Wpa2,
            Reason = 3, RssiDbm = -52, Channel = 36, Interface = "phy1-ap0", SourceKind = "hostapd",
        },
        new LeaseObservation { At = DateTime.UnixEpoch, Mac = Mac, Address = IpAddress.Parse("192.168.1.50"),
            HostName = "kettle", MudUrl = "https://m.example/k", Source = LeaseSource.Arp },
        new TickObservation { At = DateTime.UnixEpoch },
    ];

    public static TheoryData<TelemetryKind> Kinds => [.. Enum.GetValues<TelemetryKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_codec_writes_exactly_the_members_of_the_schema(TelemetryKind kind)
    {
        using var written = JsonDocument.Parse(Codec.Encode(Fullest[(int)kind]));
        using var schema = Schema(kind);
        var properties = schema.RootElement.GetProperty("properties");
        Assert.Equal(properties.EnumerateObject().Select(member => member.Name).Order(),
            written.RootElement.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(properties.GetProperty("schema").GetProperty("const").GetString(),
            written.RootElement.GetProperty("schema").GetString());
        foreach (var member in written.RootElement.EnumerateObject())
            Assert.True(Fits(properties.GetProperty(member.Name),
                member.Value), $"{member.Name} is not what its schema says");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_codec_requires_exactly_the_required_members_of_the_schema(TelemetryKind kind)
    {
        using var schema = Schema(kind);
        var required = schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString())
            .ToHashSet();
        using var written = JsonDocument.Parse(Codec.Encode(Fullest[(int)kind]));
        foreach (var left in written.RootElement.EnumerateObject())
        {
            var without = "{" + string.Join(',',
                written.RootElement.EnumerateObject().Where(member => member.Name != left.Name)
                    .Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}")) + "}";
            Assert.True(required.Contains(left.Name) == (Codec.Decode(kind, without).Events.Count == 0), left.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_codec_knows_exactly_the_words_of_the_schema(TelemetryKind kind)
    {
        using var schema = Schema(kind);
        foreach (var member in schema.RootElement.GetProperty("properties").EnumerateObject()
            .Where(member => member.Value.TryGetProperty("enum", out _)))
        {
            var decoded = new HashSet<Observation>();
            foreach (var word in member.Value.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!))
            {
                var written = System.Text.Json.Nodes.JsonNode.Parse(Codec.Encode(Fullest[(int)kind]))!;
                written[member.Name] = word;
                var observation = Assert.Single(Codec.Decode(kind, written.ToJsonString()).Events).Observation;
                decoded.Add(observation is FlowObservation flow ? flow with { Bursts = [] } : observation);
                using var again = JsonDocument.Parse(Codec.Encode(observation));
                Assert.Equal(word, again.RootElement.GetProperty(member.Name).GetString());
            }
            Assert.Equal(WordCount(kind, member.Name), decoded.Count);
        }
    }

    [Theory]
    [InlineData(
        TelemetryKind.Flow, """{"schema":"iotwatch.flow/1","ts":1730470104000,"seq":813,"mac":"e8:6e:3a:2b:cc:08","""
            + """ "src":"192.168.1.50","sport":49152,"dst":"203.0.113.9","dport":8883,"proto":"tcp","dur_ms":812,"""
            + """ "out_b":310,"in_b":298,"out_p":5,"in_p":4,"state":"est","sni":"mqtt.vendor.example","""
            + """ "dns":"mqtt.vendor.example","flow_id":"…","bursts":[[0,120],[60200,120]]}""")]
    [InlineData(
        TelemetryKind.Wifi, """{"schema":"iotwatch.wifi/1","ts":1730470066000,"seq":812,"event":"assoc","""
            + """ "sta":"e8:6e:3a:2b:cc:08","bssid":"e8:6e:3a:2b:cc:09","ssid":"Home","ssid_hex":"486f6d65","""
            + """ "enc":"open","reason":3,"rssi":-52,"chan":36,"iface":"phy1-ap0","src":"hostapd"}""")]
    [InlineData(
        TelemetryKind.Dns, """{"schema":"iotwatch.dns/1","ts":1730470103000,"seq":811,"mac":"e8:6e:3a:2b:cc:08","""
            + """ "src":"192.168.1.50","query":"mqtt.vendor.example","type":"A","answers":["203.0.113.9"],"ttl":60}""")]
    [InlineData(
        TelemetryKind.Lease, """{"schema":"iotwatch.lease/1","ts":1730470060000,"seq":810,"""
            + """ "mac":"e8:6e:3a:2b:cc:08","ip":"192.168.1.50","name":"kettle","event":"ack"}""")]
    public void The_published_examples_are_decoded_completely(TelemetryKind kind, string example)
    {
        var (events, rejected) = Codec.Decode(kind, example);
        Assert.Empty(rejected);
        using var published = JsonDocument.Parse(example);
        using var written = JsonDocument.Parse(Codec.Encode(Assert.Single(events).Observation, events[0].Sequence));
        foreach (var member in published.RootElement.EnumerateObject())
            Assert.True(JsonElement.DeepEquals(member.Value, written.RootElement.GetProperty(member.Name)),
                member.Name);
    }

    private static int WordCount(TelemetryKind kind, string member) => (kind, member) switch
    {
        (TelemetryKind.Flow, "proto") => Enum.GetValues<TransportProtocol>().Length,
        (TelemetryKind.Flow, "state") => Enum.GetValues<FlowState>().Length,
        (TelemetryKind.Wifi, "event") => Enum.GetValues<WifiEvent>().Length,
        (TelemetryKind.Wifi, "enc") => Enum.GetValues<WifiEncryption>().Length,
        (TelemetryKind.Lease, "event") => Enum.GetValues<LeaseEvent>().Length,
        (TelemetryKind.Lease, "via") => Enum.GetValues<LeaseSource>().Length,
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "no enum of the code belongs to it"),
    };

    private static bool Fits(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("const", out var only))
            return JsonElement.DeepEquals(only, value);
        if (schema.TryGetProperty("enum", out var words))
            return words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value));
        return schema.GetProperty("type").GetString() switch
        {
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => value.ValueKind == JsonValueKind.Array,
            _ => false,
        };
    }

    private static JsonDocument Schema(TelemetryKind kind)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IoTWatch.sln")))
            folder = folder.Parent!;
        return JsonDocument.Parse(
            File.ReadAllBytes(
                Path.Combine(folder.FullName, "docs", "schemas", $"{kind.ToString().ToLowerInvariant()}-1.json")));
    }
}
