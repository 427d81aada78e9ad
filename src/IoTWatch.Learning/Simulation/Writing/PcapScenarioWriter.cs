using System.Buffers.Binary;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>
/// Writes observations as a classic pcap of Ethernet frames that reads back to the same observations.
/// </summary>
/// <remarks>
/// Little-endian, microseconds, link type 1 (draft-ietf-opsawg-pcap). The packets of a DNS query are generated from the
/// DNS observation, so its flow to port 53 is skipped. A queue orders the packets of overlapping flows; packets start
/// at most 100 ms before their observation.
/// </remarks>
internal sealed class PcapScenarioWriter : ICaptureWriter
{
    private static readonly TimeSpan MaxLead = TimeSpan.FromMilliseconds(100);
    private readonly Stream _output;
    private readonly PriorityQueue<byte[], (DateTime At, long Order)> _waiting = new();
    private readonly Dictionary<string, TcpConnection> _connections = [];
    private ushort _identifier;
    private long _order;

    public PcapScenarioWriter(Stream output)
    {
        _output = output;
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2_C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65_535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        _output.Write(header);
    }

    public bool Write(Observation observation)
    {
        Flush(observation.At - MaxLead);
        switch (observation)
        {
            case FlowObservation { Protocol: TransportProtocol.Udp, Destination.Port: 53 }:
                return true;
            case FlowObservation flow:
                WriteFlow(flow);
                return true;
            case DnsObservation dns:
                WriteDns(dns);
                return true;
            case LeaseObservation { Event: LeaseEvent.Ack } lease:
                WriteLease(lease);
                return true;
            default:
                return false;
        }
    }

    public void Finish()
    {
        Flush(DateTime.MaxValue);
        _output.Flush();
    }

    public void Dispose() => _output.Dispose();

    private void WriteFlow(FlowObservation flow)
    {
        var id = flow.FlowId ?? "";
        if (!_connections.TryGetValue(id, out var connection))
            _connections[id] = connection = new TcpConnection(++_identifier);
        var name = flow.Continues ? null : flow.ServerName;
        foreach (var packet in FlowPackets.Packets(flow))
        {
            var payload = new byte[packet.PayloadBytes];
            if (packet.FromDevice && name is not null && payload.Length > 0)
            {
                ClientHello.Fill(payload, name);
                name = null;
            }
            var (from, to) = packet.FromDevice ? (flow.Source, flow.Destination) : (flow.Destination, flow.Source);
            var segment = flow.Protocol == TransportProtocol.Tcp
                ? connection.Segment(packet, from, to, payload)
                : Frames.Udp(from, to, payload);
            Enqueue(
                flow.At.AddMilliseconds(packet.OffsetMs), packet.FromDevice, flow.Mac, flow.DestinationMac,
                from.Address, to.Address, flow.Protocol, segment);
        }
        if (flow.State != FlowState.Interim)
            _connections.Remove(id);
    }

    private void WriteDns(DnsObservation dns)
    {
        var question = ++_identifier;
        var device = new Endpoint(dns.Client, EphemeralPorts.Of(question));
        var resolver = new Endpoint(HomeNetwork.Router, 53);
        Enqueue(
            dns.At.AddMilliseconds(-FlowPackets.RoundTripMs), true, dns.Mac, HomeNetwork.RouterMac, device.Address,
            resolver.Address, TransportProtocol.Udp,
            Frames.Udp(device, resolver, DnsMessage.Question(question, dns.Query)));
        Enqueue(dns.At, false, dns.Mac, HomeNetwork.RouterMac, resolver.Address, device.Address, TransportProtocol.Udp,
            Frames.Udp(resolver, device, DnsMessage.Answer(question, dns)));
    }

    private void WriteLease(LeaseObservation lease)
    {
        var client = new Endpoint(IpAddress.FromV4(0), 68);
        var broadcast = new Endpoint(IpAddress.FromV4(uint.MaxValue), 67);
        var transaction = (uint)(++_identifier) << 8 | (uint)(lease.Mac.Value & 0xFF);
        Enqueue(
            lease.At.AddMilliseconds(-5), true, lease.Mac, MacAddress.Broadcast, client.Address, broadcast.Address,
            TransportProtocol.Udp, Frames.Udp(client, broadcast, DhcpMessage.Request(transaction, lease)));
        var (server, device) = (new Endpoint(HomeNetwork.Router, 67), new Endpoint(lease.Address, 68));
        Enqueue(
            lease.At, false, lease.Mac, HomeNetwork.RouterMac, server.Address, device.Address, TransportProtocol.Udp,
            Frames.Udp(server, device, DhcpMessage.Ack(transaction, lease)));
    }

    private void Enqueue(
        DateTime at, bool fromDevice, MacAddress device, MacAddress other, IpAddress from, IpAddress to,
        TransportProtocol protocol, byte[] segment)
    {
        var (source, destination) = fromDevice ? (device, other) : (other, device);
        _waiting.Enqueue(
            Frames.Ethernet(source, destination, from, to, protocol, ++_identifier, segment), (at, _order++));
    }

    private void Flush(DateTime until)
    {
        Span<byte> header = stackalloc byte[16];
        while (_waiting.TryPeek(out var frame, out var key) && key.At < until)
        {
            _waiting.Dequeue();
            var microseconds = (key.At - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(microseconds / 1_000_000));
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(microseconds % 1_000_000));
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], frame.Length);
            BinaryPrimitives.WriteInt32LittleEndian(header[12..], frame.Length);
            _output.Write(header);
            _output.Write(frame);
        }
    }
}

/// <summary>
/// Builds the segments of one simulated TCP connection (RFC 9293), without options, and tracks its sequence numbers.
/// </summary>
internal sealed class TcpConnection(ushort seed)
{
    private uint _device = seed * 65_537u;
    private uint _other = seed * 40_503u + 7;

    public byte[] Segment(SimulatedPacket packet, Endpoint from, Endpoint to, ReadOnlySpan<byte> payload)
    {
        ref var own = ref packet.FromDevice ? ref _device : ref _other;
        var acknowledged = packet.FromDevice ? _other : _device;
        var (flags, consumed) = packet.Kind switch
        {
            TcpPacketKind.Syn => (0x02, 0u),
            TcpPacketKind.SynAck => (0x12, 1u),
            TcpPacketKind.Data => (0x18, (uint)payload.Length),
            TcpPacketKind.Fin => (0x11, 1u),
            _ => (0x10, 0u),
        };
        var segment = new byte[20 + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), own);
        BinaryPrimitives.WriteUInt32BigEndian(
            segment.AsSpan(8),
            packet.Kind == TcpPacketKind.Syn ? 0
                : packet.Kind == TcpPacketKind.SynAck ? acknowledged + 1
                : acknowledged);
        segment[12] = 5 << 4;
        segment[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), 29_200);
        payload.CopyTo(segment.AsSpan(20));
        BinaryPrimitives.WriteUInt16BigEndian(
            segment.AsSpan(16), Frames.TransportChecksum(from.Address, to.Address, TransportProtocol.Tcp, segment));

        // A SYN may be repeated: its sequence number is consumed when it is answered.
        if (packet.Kind == TcpPacketKind.SynAck)
            _device++;
        own += consumed;
        return segment;
    }
}
