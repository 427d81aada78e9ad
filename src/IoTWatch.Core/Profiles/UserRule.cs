using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>What a person said is all right: the top layer of a profile.</summary>
/// <param name="Destination">As in <see cref="ChannelKey"/>: registrable domain, "AS… prefix" or a local address.</param>
/// <param name="Protocol">Null = the destination on any protocol and port.</param>
/// <param name="Port">Null = any port.</param>
/// <param name="Asn">The network of a destination without a name, all of which is covered on that protocol and port; 0 = only the prefix.</param>
/// <param name="ExpiresAt">When it ceases to cover, event time; null = never.</param>
public sealed record UserRule(
    UserRuleScope Scope, string Destination, TransportProtocol? Protocol, ushort? Port, uint Asn,
    DateTime CreatedAt, DateTime? ExpiresAt, string? Note)
{
    public bool IsInForce(DateTime at) => ExpiresAt is not { } end || at < end;

    public bool Covers(ChannelKey key, Destination destination) =>
        (Protocol is null || Protocol == key.Protocol) && (Port is null || Port == key.Port)
        && (Knows(key) || (Asn != 0 && Port is not null && destination is { Domain: null, IsLocal: false } && destination.Geo.Asn == Asn));

    public bool Knows(ChannelKey key) => Destination == key.Destination;
}
