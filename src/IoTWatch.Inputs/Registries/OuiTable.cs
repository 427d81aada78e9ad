using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Registries;

/// <summary>Finds the vendor of a MAC address in the IEEE registries.</summary>
public sealed class OuiTable(RangeTable table) : IVendors
{
    public string? Find(MacAddress mac)
    {
        // The vendor bits of a randomised address are random, and a group address has none.
        if (!mac.IsKnown || mac.IsLocallyAdministered || mac.IsMulticast)
            return null;
        var holder = table.FindWide(mac.Value);
        return holder == 0 ? null : table.Name(holder);
    }
}
