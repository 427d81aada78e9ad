namespace IoTWatch.Core.Devices;

/// <summary>A device as alerts show it.</summary>
/// <param name="Model">Name of the declared profile; null where none is declared.</param>
public sealed record DeviceSummary(
    string Id, string? Mac, string? Ip, string? Name, string? Vendor, string? Model = null);
