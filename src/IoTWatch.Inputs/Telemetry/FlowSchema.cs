using System.Text.Json;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>iotwatch.flow/1: a connection or a slice of a long connection.</summary>
/// <remarks>
/// Added after the first version of the schema: <c>cont</c> (continues earlier records), <c>host</c> (HTTP Host) and
/// <c>dmac</c> (MAC address of the destination), so that telemetry holds all fields that a capture gives.
/// </remarks>
internal static class FlowSchema
{
    private const int MaxBursts = 4096;

    [ThreadStatic]
    private static Burst[]? _scratch;

    public static ReadOnlySpan<byte> Name => "iotwatch.flow/1"u8;

    // Indexed by FlowState.
    private static readonly string[] StateWords = ["est", "syn", "rst", "ended", "interim"];

    // Same order as Protocols.
    private static readonly string[] ProtocolWords = ["tcp", "udp", "icmp", "icmp6", "other"];
    private static readonly TransportProtocol[] Protocols =
        [TransportProtocol.Tcp, TransportProtocol.Udp, TransportProtocol.Icmp, TransportProtocol.Icmpv6,
            TransportProtocol.Other];

    public static FlowObservation? Read(ref TelemetryReader from)
    {
        IpAddress? source = null, destination = null;
        TransportProtocol? protocol = null;
        ushort sourcePort = 0, destinationPort = 0;
        MacAddress destinationMac = default;
        int durationMs = 0;
        long bytesOut = 0, bytesIn = 0, packetsOut = 0, packetsIn = 0;
        var state = FlowState.Established;
        var continues = false;
        string? serverName = null, httpHost = null, dnsName = null, flowId = null;
        IReadOnlyList<Burst> bursts = [];
        while (from.TryNext(out var key))
        {
            if (key.SequenceEqual("mac"u8))
                from.ReadDeviceMac();
            else if (key.SequenceEqual("src"u8))
                source = from.ReadAddress();
            else if (key.SequenceEqual("sport"u8))
                sourcePort = (ushort)from.ReadNumber(0, ushort.MaxValue);
            else if (key.SequenceEqual("dst"u8))
                destination = from.ReadAddress();
            else if (key.SequenceEqual("dport"u8))
                destinationPort = (ushort)from.ReadNumber(0, ushort.MaxValue);
            else if (key.SequenceEqual("proto"u8))
                protocol = Protocols[from.ReadWord(ProtocolWords)];
            else if (key.SequenceEqual("dur_ms"u8))
                durationMs = (int)from.ReadNumber(0, int.MaxValue);
            else if (key.SequenceEqual("out_b"u8))
                bytesOut = from.ReadNumber(0, long.MaxValue);
            else if (key.SequenceEqual("in_b"u8))
                bytesIn = from.ReadNumber(0, long.MaxValue);
            else if (key.SequenceEqual("out_p"u8))
                packetsOut = from.ReadNumber(0, long.MaxValue);
            else if (key.SequenceEqual("in_p"u8))
                packetsIn = from.ReadNumber(0, long.MaxValue);
            else if (key.SequenceEqual("state"u8))
                state = (FlowState)from.ReadWord(StateWords);
            else if (key.SequenceEqual("cont"u8))
                continues = from.ReadFlag();
            else if (key.SequenceEqual("sni"u8))
                serverName = from.ReadText();
            else if (key.SequenceEqual("host"u8))
                httpHost = from.ReadText();
            else if (key.SequenceEqual("dns"u8))
                dnsName = from.ReadText();
            else if (key.SequenceEqual("flow_id"u8))
                flowId = from.ReadUnpooledText();
            else if (key.SequenceEqual("dmac"u8))
                destinationMac = from.ReadMacAddress();
            else if (key.SequenceEqual("bursts"u8))
                bursts = Bursts(ref from);
            else
                from.Skip();
        }
        if (source is null || destination is null || protocol is null)
            from.Fail("missing-end");
        return from.Problem is not null ? null : new FlowObservation
        {
            At = from.At,
            Mac = from.Mac,
            DestinationMac = destinationMac,
            Source = new Endpoint(source!.Value, sourcePort),
            Destination = new Endpoint(destination!.Value, destinationPort),
            Protocol = protocol!.Value,
            DurationMs = durationMs,
            BytesOut = bytesOut,
            BytesIn = bytesIn,
            PacketsOut = packetsOut,
            PacketsIn = packetsIn,
            State = state,
            Continues = continues,
            FlowId = flowId,
            ServerName = serverName,
            HttpHost = httpHost,
            DnsName = dnsName,
            Bursts = bursts,
        };
    }

    public static void Write(TelemetryWriter to, FlowObservation flow)
    {
        var json = to.Json;
        to.Mac("mac"u8, flow.Mac);
        to.Address("src"u8, flow.Source.Address);
        json.WriteNumber("sport"u8, flow.Source.Port);
        to.Address("dst"u8, flow.Destination.Address);
        json.WriteNumber("dport"u8, flow.Destination.Port);
        to.Mac("dmac"u8, flow.DestinationMac);
        json.WriteString("proto"u8,
            ProtocolWords[Array.IndexOf(Protocols, flow.Protocol) is var known and >= 0 ? known : ^1]);
        json.WriteNumber("dur_ms"u8, flow.DurationMs);
        json.WriteNumber("out_b"u8, flow.BytesOut);
        json.WriteNumber("in_b"u8, flow.BytesIn);
        json.WriteNumber("out_p"u8, flow.PacketsOut);
        json.WriteNumber("in_p"u8, flow.PacketsIn);
        json.WriteString("state"u8, StateWords[(int)flow.State]);
        if (flow.Continues)
            json.WriteBoolean("cont"u8, true);
        to.Text("sni"u8, flow.ServerName);
        to.Text("host"u8, flow.HttpHost);
        to.Text("dns"u8, flow.DnsName);
        to.Text("flow_id"u8, flow.FlowId);
        if (flow.Bursts.Count == 0)
            return;
        json.WriteStartArray("bursts"u8);
        foreach (var burst in flow.Bursts)
        {
            json.WriteStartArray();
            json.WriteNumberValue(burst.OffsetMs);
            json.WriteNumberValue(burst.BytesOut);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>Reads pairs of [offset ms, bytes] in ascending order of offset.</summary>
    private static Burst[] Bursts(ref TelemetryReader from)
    {
        if (!from.TryEnterArray())
            return [];
        _scratch ??= new Burst[MaxBursts];
        var count = 0;
        var last = 0;
        while (from.Json.Read() && from.Json.TokenType != JsonTokenType.EndArray)
        {
            if (from.Json.TokenType != JsonTokenType.StartArray || count == MaxBursts)
            {
                from.Fail(count == MaxBursts ? "too-many-bursts" : "bad-bursts");
                from.Json.Skip();
                continue;
            }
            last = (int)from.ReadNumber(last, int.MaxValue);
            _scratch[count++] = new Burst(last, (int)from.ReadNumber(0, int.MaxValue));
            while (from.Json.Read() && from.Json.TokenType != JsonTokenType.EndArray)
                from.Json.Skip();
        }
        return count == 0 ? [] : _scratch[..count];
    }
}
