using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Channels;

/// <summary>
/// What everything is learned and scored by: one device's traffic to one destination over one protocol and service
/// port. Source ports are never part of it.
/// </summary>
/// <param name="Destination">Registrable domain; "AS… prefix" where no name is known; the address on the home's own
/// networks.</param>
public readonly record struct ChannelKey(string Destination, TransportProtocol Protocol, ushort Port);
