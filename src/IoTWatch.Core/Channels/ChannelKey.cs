using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Channels;

/// <summary>
/// Identifies a channel within a device: destination, transport protocol and service port. Source ports are not part of
/// it.
/// </summary>
/// <param name="Destination">Registrable domain; "AS… prefix" where no name is known; the address on the home's own
/// networks.</param>
public readonly record struct ChannelKey(string Destination, TransportProtocol Protocol, ushort Port);
