namespace IoTWatch.Core.Alerts;

/// <summary>Who did it.</summary>
/// <param name="Model">The device model, by the name of its declared profile; null where none is declared.</param>
public sealed record AlertDevice(string Id, string? Mac, string? Ip, string? Name, string? Vendor, string? Model = null);
