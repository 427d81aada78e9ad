using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Devices;

/// <summary>Names the maker of a network interface by the IEEE registry.</summary>
public interface IVendors
{
    /// <summary>The registered organisation; null for a randomised or unregistered address.</summary>
    string? Find(MacAddress mac);
}

/// <summary>A registry that knows nobody.</summary>
public sealed class NoVendors : IVendors
{
    public string? Find(MacAddress mac) => null;
}
