using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>What is known of a device that can choose its profile.</summary>
/// <param name="Device">Its id.</param>
public sealed record DeviceTraits(
    MacAddress Mac, string? HostName, string? Vendor, string? MudUrl, string? Device = null);
