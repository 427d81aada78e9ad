namespace IoTWatch.Core.Alerts;

/// <summary>Who did it.</summary>
public sealed record AlertDevice(string Id, string? Mac, string? Ip, string? Name, string? Vendor);
