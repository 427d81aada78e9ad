namespace IoTWatch.Core.Observations;

/// <summary>The transport of a flow, numbered as in the IP header (IANA protocol numbers).</summary>
public enum TransportProtocol : byte
{
    Other = 0,
    Icmp = 1,
    Tcp = 6,
    Udp = 17,
    Icmpv6 = 58,
}
