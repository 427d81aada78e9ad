using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Devices;

/// <summary>Looks up the maker of a network interface in the IEEE registry.</summary>
public interface IVendors
{
    /// <summary>The registered organisation; null for a randomised or unregistered address.</summary>
    string? Find(MacAddress mac);
}

/// <summary>An empty registry.</summary>
public sealed class NoVendors : IVendors
{
    public string? Find(MacAddress mac) => null;
}
