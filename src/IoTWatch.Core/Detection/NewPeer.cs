using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>The first attempt on a channel the device never used before.</summary>
public readonly record struct NewPeer(long AtMs, IpAddress Address, TransportProtocol Protocol, ushort Port, bool Failed);
