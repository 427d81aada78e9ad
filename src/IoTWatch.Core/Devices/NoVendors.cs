using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Devices;

/// <summary>A registry that knows nobody.</summary>
public sealed class NoVendors : IVendors
{
    public string? Find(MacAddress mac) => null;
}
