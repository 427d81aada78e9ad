using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Sound and pictures, or a game, over UDP with one address that nobody looked up.</summary>
/// <param name="BytesOut">Payload each second; the same comes back.</param>
internal sealed record MediaSession(double At, double Seconds, IpAddress Peer, ushort Port, int BytesOut);
