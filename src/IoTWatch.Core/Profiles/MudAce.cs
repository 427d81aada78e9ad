using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>An entry of a MUD access list, as far as it can be compared with a flow.</summary>
/// <remarks>
/// Matches by other header fields (ICMP type, TTL, DSCP, the device's own address) are ignored, because flows do not
/// have them.
/// </remarks>
public sealed record MudAce
{
    public required string Name { get; init; }

    /// <summary>Whether the entry accepts; one that drops or rejects permits nothing.</summary>
    public bool Accepts { get; init; }

    /// <summary>Whether the entry matches Ethernet frames only.</summary>
    public bool IsEthernetOnly { get; init; }

    /// <summary>Whether the other end opens the connection.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Lower case.</summary>
    public string? DestinationName { get; init; }

    public IpNetwork? DestinationNetwork { get; init; }

    /// <summary>
    /// Whether it is a MUD abstraction for hosts of the home: local networks, controllers, same manufacturer …
    /// </summary>
    public bool IsLocal { get; init; }

    public TransportProtocol? Protocol { get; init; }

    public MudPorts? DestinationPorts { get; init; }

    public MudPorts? SourcePorts { get; init; }
}

/// <summary>An access list of a MUD document: entries in order.</summary>
public sealed record MudAcl(string Name, IReadOnlyList<MudAce> Aces);

/// <summary>A range of ports, both ends included.</summary>
public readonly record struct MudPorts(ushort First, ushort Last);
