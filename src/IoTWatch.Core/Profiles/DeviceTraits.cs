using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>The identifiers of a device that select its profile.</summary>
/// <param name="Device">Its id.</param>
public sealed record DeviceTraits(
    MacAddress Mac, string? HostName, string? Vendor, string? MudUrl, string? Device = null);
