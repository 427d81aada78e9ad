using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Registries;

/// <summary>The IEEE registry of hardware address blocks.</summary>
public sealed class OuiTable(RangeTable table) : IVendors
{
    public string? Find(MacAddress mac)
    {
        // A randomised address has random "vendor" bits, a group address none at all.
        if (!mac.IsKnown || mac.IsLocallyAdministered || mac.IsMulticast)
            return null;
        var holder = table.FindWide(mac.Value);
        return holder == 0 ? null : table.Name(holder);
    }
}
