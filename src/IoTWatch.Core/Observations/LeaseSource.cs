namespace IoTWatch.Core.Observations;

/// <summary>Where the evidence for a lease comes from, weakest last.</summary>
public enum LeaseSource : byte
{
    Dhcp,
    Arp,
    Ndp,
    Association,
}
