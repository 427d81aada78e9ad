using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>A decoded IP packet: addresses, ports, lengths on the wire and the captured payload.</summary>
internal ref struct Packet
{
    public long AtMs;
    public MacAddress SourceMac;
    public MacAddress DestinationMac;
    public Endpoint Source;
    public Endpoint Destination;

    /// <summary>The IANA protocol number.</summary>
    public byte Protocol;

    public byte HopLimit;
    public byte IcmpType;
    public TcpFlags Flags;
    public uint Sequence;

    /// <summary>The length of the IP packet on the wire, with its header.</summary>
    public int IpBytes;

    /// <summary>The length of the transport payload on the wire.</summary>
    public int PayloadBytes;

    /// <summary>The captured part of the transport payload; for ICMP, of the whole message.</summary>
    public ReadOnlySpan<byte> Payload;

    public readonly bool IsTcp => Protocol == (byte)TransportProtocol.Tcp;

    public readonly bool IsUdp => Protocol == (byte)TransportProtocol.Udp;
}
