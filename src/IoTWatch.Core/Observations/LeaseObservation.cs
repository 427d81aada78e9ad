namespace IoTWatch.Core.Observations;

/// <summary>Evidence that a hardware address holds an IP address, from DHCP, ARP, NDP or an association.</summary>
public sealed record LeaseObservation : Observation
{
    public required IpAddress Address { get; init; }

    /// <summary>The host name sent by the device (DHCP option 12 or 81): untrusted text.</summary>
    public string? HostName { get; init; }

    /// <summary>The MUD URL sent by the device (DHCP option 161, RFC 8520 section 10).</summary>
    public string? MudUrl { get; init; }

    public LeaseEvent Event { get; init; }

    public LeaseSource Source { get; init; }
}

/// <summary>What happened to a lease.</summary>
public enum LeaseEvent : byte
{
    Ack,
    Release,
    Expire,
}

/// <summary>The source of a lease, most reliable first.</summary>
public enum LeaseSource : byte
{
    Dhcp,
    Arp,
    Ndp,
    Association,
}
