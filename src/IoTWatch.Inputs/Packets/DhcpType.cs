namespace IoTWatch.Inputs.Packets;

/// <summary>The DHCP message types (RFC 2132 section 9.6) that concern a lease.</summary>
internal enum DhcpType : byte
{
    Unknown = 0,
    Discover = 1,
    Request = 3,
    Ack = 5,
    Nak = 6,
    Release = 7,
    Inform = 8,
}
