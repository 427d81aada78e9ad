using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// Generates the packets of a simulated flow record, for the totals of the observation and for the pcap writer.
/// </summary>
/// <remarks>
/// TCP: handshake with 20 ms round trip, payload in segments of at most 1,400 bytes, each burst answered after one
/// round trip, FIN both ways; an unanswered SYN is repeated after 1, 3 and 7 s (RFC 6298 doubling). UDP: datagrams.
/// IPv4 without options.
/// </remarks>
internal static class FlowPackets
{
    public const int RoundTripMs = 20;

    /// <summary>
    /// Offset of the first payload of a new TCP connection; its burst begins with the handshake, at 0.
    /// </summary>
    public const int FirstPayloadMs = RoundTripMs + 2;

    public const int SegmentBytes = 1_400;
    private static readonly int[] SynLadderMs = [0, 1_000, 3_000, 7_000];

    public static int HeaderBytes(TransportProtocol protocol) => protocol == TransportProtocol.Tcp ? 40 : 28;

    /// <summary>Returns the flow with totals and duration computed from its state and bursts.</summary>
    /// <param name="replyBytes">Total payload of the other end.</param>
    public static FlowObservation WithTotals(FlowObservation flow, long replyBytes)
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
        return flow with
        {
            DurationMs = duration,
            BytesOut = bytesOut,
            BytesIn = bytesIn,
            PacketsOut = packetsOut,
            PacketsIn = packetsIn
        };
    }

    /// <summary>Returns the packets of a flow that <see cref="WithTotals"/> returned.</summary>
    public static IEnumerable<SimulatedPacket> Packets(FlowObservation flow) =>
        Packets(flow, flow.BytesIn - flow.PacketsIn * HeaderBytes(flow.Protocol));

    private static IEnumerable<SimulatedPacket> Packets(FlowObservation flow, long replyBytes)
    {
        if (flow.Protocol != TransportProtocol.Tcp)
            return flow.Bursts.SelectMany(
                (b, i) => BurstPackets(b, Share(replyBytes, flow.Bursts.Count, i), tcp: false));
        if (flow.State == FlowState.Unanswered)
            return SynLadderMs.Select(at => new SimulatedPacket(at, true, TcpPacketKind.Syn, 0));
        var packets = new List<SimulatedPacket>();
        if (!flow.Continues)
        {
            packets.Add(new(0, true, TcpPacketKind.Syn, 0));
            packets.Add(new(RoundTripMs, false, TcpPacketKind.SynAck, 0));
            packets.Add(new(RoundTripMs + 1, true, TcpPacketKind.Ack, 0));
        }
        for (var i = 0; i < flow.Bursts.Count; i++)
        {
            var burst = flow.Bursts[i];
            if (!flow.Continues && burst.OffsetMs < FirstPayloadMs)
                burst = burst with { OffsetMs = FirstPayloadMs };
            packets.AddRange(BurstPackets(burst, Share(replyBytes, flow.Bursts.Count, i), tcp: true));
        }
        var end = packets.Count == 0 ? 0 : packets[^1].OffsetMs + 5;
        if (flow.State == FlowState.Ended)
            packets.AddRange([
                new(end, true, TcpPacketKind.Fin, 0), new(end + RoundTripMs, false, TcpPacketKind.Fin, 0),
                new(end + RoundTripMs + 1, true, TcpPacketKind.Ack, 0)]);
        return packets;
    }

    private static IEnumerable<SimulatedPacket> BurstPackets(Burst burst, long reply, bool tcp)
    {
        var mark = tcp ? TcpPacketKind.Data : TcpPacketKind.None;
        foreach (var size in Segments(burst.BytesOut))
            yield return new(burst.OffsetMs, true, mark, size);
        foreach (var size in Segments(reply))
            yield return new(burst.OffsetMs + RoundTripMs, false, mark, size);
        if (tcp)
            yield return new(burst.OffsetMs + RoundTripMs + (reply > 0 ? 1 : 0), reply > 0, TcpPacketKind.Ack, 0);
    }

    private static IEnumerable<int> Segments(long bytes)
    {
        for (; bytes > 0; bytes -= SegmentBytes)
            yield return (int)Math.Min(bytes, SegmentBytes);
    }

    /// <summary>Equal parts; the remainder goes to the first.</summary>
    private static long Share(long total, int parts, int part) => total / parts + (part == 0 ? total % parts : 0);
}

/// <summary>A packet of a simulated flow.</summary>
/// <param name="OffsetMs">Time after the start of the flow record.</param>
internal readonly record struct SimulatedPacket(int OffsetMs, bool FromDevice, TcpPacketKind Kind, int PayloadBytes);

/// <summary>TCP role of a simulated packet; None for UDP.</summary>
internal enum TcpPacketKind : byte
{
    None,
    Syn,
    SynAck,
    Ack,
    Data,
    Fin,
}
