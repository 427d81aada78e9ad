using System.Globalization;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Inputs.Packets;

/// <summary>Assembles packets of a file or a live interface to observations: flows, DNS answers and leases.</summary>
/// <remarks>
/// An observation is passed to <paramref name="sink"/> when it is complete, which for a slice of a flow is up to 60 s
/// after its time; a <see cref="TimeOrder"/> with <see cref="Horizon"/> restores the order. No memory is allocated per
/// packet. Packets that cannot be used are counted by reason in <paramref name="report"/>.
/// </remarks>
public sealed class FlowAssembler(Action<Observation> sink, ReadReport report, int maxFlows = 1_000_000)
{
    /// <summary>The maximum delay of an observation: the length of a slice, and 2 s for packets out of order.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromMilliseconds(FlowTable.SliceMs + 2000);

    private readonly FlowTable _flows = new(sink, reason => report.Count(reason), maxFlows);
    private readonly DhcpClients _dhcp = new(sink, reason => report.Count(reason));
    private readonly NeighbourTable _neighbours = new(sink, reason => report.Count(reason));
    private readonly TimeJumpGuard _timeJump = new();
    private long _clockMs = -1;
    private int _unknownLink = -1;
    private string _unknownLinkReason = "";

    /// <summary>The latest packet time.</summary>
    public DateTime Clock => CaptureTime.ToDateTime(_clockMs);

    /// <summary>Adds one packet.</summary>
    /// <param name="linkType">The LINKTYPE_ number, e.g. 1 for Ethernet.</param>
    /// <param name="at">The time of the packet, UTC.</param>
    /// <param name="bytes">The captured bytes; not used after the call.</param>
    /// <param name="originalLength">The length on the wire.</param>
    public void Add(int linkType, DateTime at, ReadOnlySpan<byte> bytes, int originalLength) =>
        Add(new CapturedPacket(at.ToEpochMs(), linkType, bytes, Math.Max(bytes.Length, originalLength)));

    /// <summary>Advances the clock when no packets arrive.</summary>
    public void AdvanceTo(DateTime at) => Advance(at.ToEpochMs());

    /// <summary>Ends all open flows at the end of the capture.</summary>
    public void Complete()
    {
        if (_timeJump.IsHolding)
            Process(_timeJump.Release());
        _dhcp.Advance(long.MaxValue);
        _flows.Complete();
    }

    internal void Add(in CapturedPacket captured)
    {
        report.Packets++;
        if (!CaptureTime.IsValid(captured.AtMs))
        {
            report.Count("bad-time");
            return;
        }
        if (_timeJump.IsHolding)
        {
            var held = _timeJump.Release();
            if (TimeJumpGuard.IsJump(captured.AtMs, _clockMs))
                Process(held);
            else
                report.Count("bad-time");
        }
        if (TimeJumpGuard.IsJump(captured.AtMs, _clockMs))
            _timeJump.Hold(captured);
        else
            Process(captured);
    }

    private void Process(in CapturedPacket captured)
    {
        Advance(captured.AtMs);
        var outcome = LinkLayer.Decode(captured, out var frame);
        if (outcome == PacketOutcome.Decoded && frame.EtherType == LinkLayer.Arp)
        {
            _neighbours.AddArp(frame.Payload, captured.AtMs);
            return;
        }
        if (outcome == PacketOutcome.Decoded)
        {
            outcome = IpDecoder.Decode(frame, captured.AtMs, out var packet);
            if (outcome == PacketOutcome.Decoded)
                outcome = Dispatch(packet);
        }
        if (outcome != PacketOutcome.Decoded)
            report.Count(Reason(outcome, captured.LinkType));
    }

    private void Advance(long atMs)
    {
        if (atMs <= _clockMs)
            return;
        _clockMs = atMs;
        _flows.Advance(atMs);
        _dhcp.Advance(atMs);
    }

    private PacketOutcome Dispatch(in Packet packet)
    {
        switch ((TransportProtocol)packet.Protocol)
        {
            case TransportProtocol.Udp when packet.Source.Port == 53:
                ProcessDns(packet.Payload, packet);
                break;
            case TransportProtocol.Tcp when packet.Source.Port == 53 && IsOneDnsMessage(packet):
                ProcessDns(packet.Payload[2..], packet);
                break;
            case TransportProtocol.Udp when packet.Source.Port is 67 or 68 && packet.Destination.Port is 67 or 68:
                _dhcp.Add(packet.Payload, packet.AtMs, _clockMs);
                break;
            case TransportProtocol.Icmpv6 when packet.IcmpType == 135:
                _neighbours.AddSolicitation(packet);
                break;
            case TransportProtocol.Icmpv6 when packet.IcmpType == 136:
                _neighbours.AddAdvertisement(packet);
                break;
        }
        return !HasFlow(packet) || _flows.TryAdd(packet) ? PacketOutcome.Decoded : PacketOutcome.BadSource;
    }

    private void ProcessDns(ReadOnlySpan<byte> message, in Packet packet)
    {
        if (!DnsMessage.TryRead(message, packet, out var answer))
            report.Count(packet.Payload.Length < packet.PayloadBytes ? "truncated-dns" : "bad-dns");
        if (answer is not null)
            sink(answer);
    }

    /// <summary>
    /// Returns true if a TCP segment holds one whole DNS message after its length field (RFC 1035 section 4.2.2).
    /// </summary>
    private static bool IsOneDnsMessage(in Packet packet) =>
        packet.Payload.Length > 2 && (packet.Payload[0] << 8 | packet.Payload[1]) == packet.PayloadBytes - 2;

    /// <summary>
    /// Returns false for link maintenance (IGMP, MLD, neighbour discovery) and for ICMP error messages.
    /// </summary>
    private static bool HasFlow(in Packet packet) => (packet.Protocol, packet.IcmpType) switch
    {
        (2, _) => false,
        (1, 3 or 4 or 5 or 11 or 12) => false,
        (58, < 128 or (>= 130 and <= 137) or 143) => false,
        _ => true,
    };

    private string Reason(PacketOutcome outcome, int linkType)
    {
        if (outcome == PacketOutcome.LinkType && linkType != _unknownLink)
        {
            _unknownLink = linkType;
            _unknownLinkReason = string.Create(CultureInfo.InvariantCulture, $"link-type-{linkType}");
        }
        return outcome switch
        {
            PacketOutcome.LinkType => _unknownLinkReason,
            PacketOutcome.Truncated => "truncated-packet",
            PacketOutcome.NotIp => "not-ip",
            PacketOutcome.BadIp => "bad-ip",
            PacketOutcome.Fragment => "fragment",
            PacketOutcome.BadTransport => "bad-transport",
            _ => "bad-source",
        };
    }
}
