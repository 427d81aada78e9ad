using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Registries;

/// <summary>Finds the autonomous system that announces an address, and its organisation.</summary>
public sealed class AsnTable(RangeTable table)
{
    /// <summary>Returns the number and the organisation; (0, null) if no system announces the address.</summary>
    public (uint Number, string? Organisation) Find(IpAddress address)
    {
        var holder = address.IsV4 ? table.FindNarrow(address.V4) : table.FindWide(Key(address));
        return holder == 0 ? default : (table.Number(holder), table.Name(holder));
    }

    internal static ulong Key(IpAddress v6) => (ulong)(v6.Value >> 80);
}
