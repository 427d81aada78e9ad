using System.Buffers.Binary;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Writes observations as a classic pcap of Ethernet frames, so that reading it gives the observations back.</summary>
/// <remarks>
/// Little-endian, microseconds, link type 1 (draft-ietf-opsawg-pcap). A look-up's packets come from the DNS observation, so its flow to port 53 is skipped.
/// Packets of overlapping flows are put in order by a queue; an observation's packets start at most 100 ms before its time.
/// </remarks>
internal sealed class PcapScenarioWriter : ICaptureWriter
{
    private static readonly TimeSpan Before = TimeSpan.FromMilliseconds(100);
    private readonly Stream _output;
    private readonly PriorityQueue<byte[], (DateTime At, long Order)> _waiting = new();
    private readonly Dictionary<string, TcpTalk> _talks = [];
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
        Flush(observation.At - Before);
        switch (observation)
        {
            case FlowObservation { Protocol: TransportProtocol.Udp, Destination.Port: 53 }:
                return true;
            case FlowObservation flow:
                WriteFlow(flow);
                return true;
            case DnsObservation dns:
                WriteLookUp(dns);
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
        if (!_talks.TryGetValue(id, out var talk))
            _talks[id] = talk = new TcpTalk(++_identifier);
        var name = flow.Continues ? null : flow.ServerName;
        foreach (var packet in FlowScript.Packets(flow))
        {
            var payload = new byte[packet.PayloadBytes];
            if (packet.FromDevice && name is not null && payload.Length > 0)
            {
                ClientHello.Fill(payload, name);
                name = null;
            }
            var (from, to) = packet.FromDevice ? (flow.Source, flow.Destination) : (flow.Destination, flow.Source);
            var segment = flow.Protocol == TransportProtocol.Tcp
                ? talk.Segment(packet, from, to, payload)
                : Frames.Udp(from, to, payload);
            Send(flow.At.AddMilliseconds(packet.OffsetMs), packet.FromDevice, flow.Mac, flow.DestinationMac, from.Address, to.Address, flow.Protocol, segment);
        }
        if (flow.State != FlowState.Interim)
            _talks.Remove(id);
    }

    private void WriteLookUp(DnsObservation dns)
    {
        var question = ++_identifier;
        var device = new Endpoint(dns.Client, Ports.Of(question));
        var resolver = new Endpoint(HomeNetwork.Router, 53);
        Send(dns.At.AddMilliseconds(-FlowScript.RoundTripMs), true, dns.Mac, HomeNetwork.RouterMac, device.Address, resolver.Address, TransportProtocol.Udp,
            Frames.Udp(device, resolver, DnsMessage.Question(question, dns.Query)));
        Send(dns.At, false, dns.Mac, HomeNetwork.RouterMac, resolver.Address, device.Address, TransportProtocol.Udp,
            Frames.Udp(resolver, device, DnsMessage.Answer(question, dns)));
    }

    private void WriteLease(LeaseObservation lease)
    {
        var client = new Endpoint(IpAddress.FromV4(0), 68);
        var broadcast = new Endpoint(IpAddress.FromV4(uint.MaxValue), 67);
        var transaction = (uint)(++_identifier) << 8 | (uint)(lease.Mac.Value & 0xFF);
        Send(lease.At.AddMilliseconds(-5), true, lease.Mac, MacAddress.Broadcast, client.Address, broadcast.Address, TransportProtocol.Udp,
            Frames.Udp(client, broadcast, DhcpMessage.Request(transaction, lease)));
        var (server, device) = (new Endpoint(HomeNetwork.Router, 67), new Endpoint(lease.Address, 68));
        Send(lease.At, false, lease.Mac, HomeNetwork.RouterMac, server.Address, device.Address, TransportProtocol.Udp,
            Frames.Udp(server, device, DhcpMessage.Ack(transaction, lease)));
    }

    private void Send(
        DateTime at, bool fromDevice, MacAddress device, MacAddress other, IpAddress from, IpAddress to, TransportProtocol protocol, byte[] segment)
    {
        var (source, destination) = fromDevice ? (device, other) : (other, device);
        _waiting.Enqueue(Frames.Ethernet(source, destination, from, to, protocol, ++_identifier, segment), (at, _order++));
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
