using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A destination a device used while it was learned.</summary>
/// <param name="Destination">The channel's destination: registrable domain, "AS… prefix", or a local address.</param>
/// <param name="Asn">The network of a destination without a name; 0 otherwise.</param>
public sealed record LearnedRule(string Destination, uint Asn, TransportProtocol Protocol, ushort Port, DateTime CreatedAt);
