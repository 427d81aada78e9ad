using System.Globalization;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;

namespace IoTWatch.Inputs.Packets;

/// <summary>Packets in, observations out: flows with bursts and names, DNS answers, leases. For files and live interfaces alike.</summary>
/// <remarks>
/// Observations reach <paramref name="sink"/> as they become known, at most 60 s after their time (a slice of a flow is told
/// when it is over): put a <see cref="TimeOrder"/> of <see cref="Horizon"/> behind it. Nothing is allocated per packet.
/// Packets that cannot be used are counted by reason in <paramref name="report"/>.
/// </remarks>
public sealed class FlowAssembler(Action<Observation> sink, ReadReport report, int maxFlows = 1_000_000)
{
    /// <summary>How late an observation can be against the latest packet: a slice, and 2 s for packets out of order.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromMilliseconds(FlowTable.SliceMs + 2000);

    private readonly FlowTable _flows = new(sink, reason => report.Count(reason), maxFlows);
    private readonly DhcpClients _dhcp = new(sink, reason => report.Count(reason));
    private readonly NeighbourTable _neighbours = new(sink, reason => report.Count(reason));
    private readonly LeapGuard _leap = new();
    private long _clockMs = -1;
    private int _unknownLink = -1;
    private string _unknownLinkReason = "";

    /// <summary>The latest packet time so far.</summary>
    public DateTime Clock => CaptureTime.ToDateTime(_clockMs);

    /// <summary>Takes one packet.</summary>
    /// <param name="linkType">LINKTYPE_ number, e.g. 1 for Ethernet.</param>
    /// <param name="at">Its time, UTC.</param>
    /// <param name="bytes">What was captured of it; not kept after the call.</param>
    /// <param name="originalLength">Its length on the wire.</param>
    public void Add(int linkType, DateTime at, ReadOnlySpan<byte> bytes, int originalLength) =>
        Add(new CapturedPacket((at - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond, linkType, bytes, Math.Max(bytes.Length, originalLength)));

    /// <summary>Moves time on when no packets come.</summary>
    public void AdvanceTo(DateTime at) => Advance((at - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>Ends all open flows: the capture is over.</summary>
    public void Complete()
    {
        if (_leap.IsHolding)
            Process(_leap.Release());
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
        if (_leap.IsHolding)
        {
            var held = _leap.Release();
            if (LeapGuard.IsLeap(captured.AtMs, _clockMs))
                Process(held);
            else
                report.Count("bad-time");
        }
        if (LeapGuard.IsLeap(captured.AtMs, _clockMs))
            _leap.Hold(captured);
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
            outcome = IpDecoder.Decode(frame, captured.AtMs, out var packet) is var decoded and not PacketOutcome.Decoded ? decoded : Take(packet);
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

    private PacketOutcome Take(in Packet packet)
    {
        switch ((TransportProtocol)packet.Protocol)
        {
            case TransportProtocol.Udp when packet.Source.Port == 53:
                TakeDns(packet.Payload, packet);
                break;
            case TransportProtocol.Tcp when packet.Source.Port == 53 && packet.Payload.Length > 2 && (packet.Payload[0] << 8 | packet.Payload[1]) == packet.PayloadBytes - 2:
                TakeDns(packet.Payload[2..], packet);
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

    private void TakeDns(ReadOnlySpan<byte> message, in Packet packet)
    {
        if (!DnsMessage.TryRead(message, packet, out var answer))
            report.Count(packet.Payload.Length < packet.PayloadBytes ? "truncated-dns" : "bad-dns");
        if (answer is not null)
            sink(answer);
    }

    /// <summary>What keeps the link itself going (IGMP, MLD, neighbour discovery) and error messages about other packets are no conversations.</summary>
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
