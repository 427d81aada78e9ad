using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A regular call that is known of a device.</summary>
/// <param name="Protocol">Null = whatever the rules for the name say.</param>
/// <param name="Port">Null = whatever the rules for the name say.</param>
/// <param name="Path">Where it stands in its document.</param>
public sealed record ProfilePeriod(string DnsName, TransportProtocol? Protocol, ushort? Port, double Seconds, string Path);
