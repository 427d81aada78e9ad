using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The packets of a simulated flow record: the one place that the observation's totals and the pcap writer's packets come from.</summary>
/// <remarks>
/// TCP: hand-shake with 20 ms round trip, payload in segments of at most 1,400 bytes, each burst answered after one round trip,
/// FIN both ways; an unanswered SYN is repeated after 1, 3 and 7 s (RFC 6298 doubling). UDP: datagrams. IPv4 without options.
/// </remarks>
internal static class FlowScript
{
    public const int RoundTripMs = 20;

    /// <summary>Where a new TCP connection's first payload falls; the burst it belongs to begins with the hand-shake, at 0.</summary>
    public const int FirstPayloadMs = RoundTripMs + 2;

    public const int SegmentBytes = 1_400;
    private static readonly int[] SynLadderMs = [0, 1_000, 3_000, 7_000];

    public static int HeaderBytes(TransportProtocol protocol) => protocol == TransportProtocol.Tcp ? 40 : 28;

    /// <summary>Fills in totals and duration of a flow whose state and bursts are set.</summary>
    /// <param name="replyBytes">Payload the other end sends in all.</param>
    public static FlowObservation Complete(FlowObservation flow, long replyBytes)
    {
        var header = HeaderBytes(flow.Protocol);
        long bytesOut = 0, bytesIn = 0, packetsOut = 0, packetsIn = 0;
        var duration = 0;
        foreach (var packet in Packets(flow, replyBytes))
        {
            duration = Math.Max(duration, packet.OffsetMs);
            if (packet.FromDevice)
                (bytesOut, packetsOut) = (bytesOut + header + packet.PayloadBytes, packetsOut + 1);
            else
                (bytesIn, packetsIn) = (bytesIn + header + packet.PayloadBytes, packetsIn + 1);
        }
        return flow with { DurationMs = duration, BytesOut = bytesOut, BytesIn = bytesIn, PacketsOut = packetsOut, PacketsIn = packetsIn };
    }

    /// <summary>The packets of a flow that <see cref="Complete"/> made.</summary>
    public static IEnumerable<ScriptedPacket> Packets(FlowObservation flow) =>
        Packets(flow, flow.BytesIn - flow.PacketsIn * HeaderBytes(flow.Protocol));

    private static IEnumerable<ScriptedPacket> Packets(FlowObservation flow, long replyBytes)
    {
        if (flow.Protocol != TransportProtocol.Tcp)
            return flow.Bursts.SelectMany((b, i) => Said(b, Share(replyBytes, flow.Bursts.Count, i), tcp: false));
        if (flow.State == FlowState.Unanswered)
            return SynLadderMs.Select(at => new ScriptedPacket(at, true, TcpMark.Syn, 0));
        var packets = new List<ScriptedPacket>();
        if (!flow.Continues)
        {
            packets.Add(new(0, true, TcpMark.Syn, 0));
            packets.Add(new(RoundTripMs, false, TcpMark.SynAck, 0));
            packets.Add(new(RoundTripMs + 1, true, TcpMark.Ack, 0));
        }
        for (var i = 0; i < flow.Bursts.Count; i++)
        {
            var burst = flow.Bursts[i];
            if (!flow.Continues && burst.OffsetMs < FirstPayloadMs)
                burst = burst with { OffsetMs = FirstPayloadMs };
            packets.AddRange(Said(burst, Share(replyBytes, flow.Bursts.Count, i), tcp: true));
        }
        var end = packets.Count == 0 ? 0 : packets[^1].OffsetMs + 5;
        if (flow.State == FlowState.Ended)
            packets.AddRange([new(end, true, TcpMark.Fin, 0), new(end + RoundTripMs, false, TcpMark.Fin, 0), new(end + RoundTripMs + 1, true, TcpMark.Ack, 0)]);
        return packets;
    }

    private static IEnumerable<ScriptedPacket> Said(Burst burst, long reply, bool tcp)
    {
        var mark = tcp ? TcpMark.Data : TcpMark.None;
        foreach (var size in Segments(burst.BytesOut))
            yield return new(burst.OffsetMs, true, mark, size);
        foreach (var size in Segments(reply))
            yield return new(burst.OffsetMs + RoundTripMs, false, mark, size);
        if (tcp)
            yield return new(burst.OffsetMs + RoundTripMs + (reply > 0 ? 1 : 0), reply > 0, TcpMark.Ack, 0);
    }

    private static IEnumerable<int> Segments(long bytes)
    {
        for (; bytes > 0; bytes -= SegmentBytes)
            yield return (int)Math.Min(bytes, SegmentBytes);
    }

    /// <summary>Even parts; the first takes what is left over.</summary>
    private static long Share(long total, int parts, int part) => total / parts + (part == 0 ? total % parts : 0);
}
