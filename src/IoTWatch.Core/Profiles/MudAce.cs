using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>One entry of a MUD access list, as far as a flow can be held against it.</summary>
/// <remarks>
/// What narrows a match by other header fields (ICMP type, TTL, DSCP, the device's own address) is read over: flows do
/// not carry it.
/// </remarks>
public sealed record MudAce
{
    public required string Name { get; init; }

    /// <summary>The entry accepts; one that drops or rejects permits nothing.</summary>
    public bool Accepts { get; init; }

    /// <summary>The entry speaks of Ethernet frames only.</summary>
    public bool IsEthernetOnly { get; init; }

    /// <summary>The other end opens the connection: the device only answers.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Lower case.</summary>
    public string? DestinationName { get; init; }

    public IpNetwork? DestinationNetwork { get; init; }

    /// <summary>
    /// A MUD abstraction that stands for hosts of the home: local networks, controllers, same manufacturer …
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
