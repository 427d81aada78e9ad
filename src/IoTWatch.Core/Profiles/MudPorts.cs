namespace IoTWatch.Core.Profiles;

/// <summary>A range of ports, both ends included.</summary>
public readonly record struct MudPorts(ushort First, ushort Last);
