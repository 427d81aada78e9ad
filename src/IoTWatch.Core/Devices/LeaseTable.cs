using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Devices;

/// <summary>
/// The holders of IP addresses over time, so that a flow is resolved with the holder at its own time.
/// </summary>
/// <remarks>
/// An interval lasts until another MAC address takes the IP address or the lease is released. Intervals are sorted by
/// start, so that a late observation finds the holder of its time. At most <see cref="MaxPerAddress"/> intervals per
/// address.
/// </remarks>
public sealed class LeaseTable
{
    public const int MaxPerAddress = 16;
    private readonly Dictionary<IpAddress, List<Lease>> _leases = [];

    public int Count => _leases.Count;

    public void Learn(LeaseObservation observation)
    {
        if (!observation.Address.IsKnown || !observation.Mac.IsKnown || observation.Mac.IsMulticast)
            return;
        if (!_leases.TryGetValue(observation.Address, out var held))
            _leases[observation.Address] = held = [];
        var holder = observation.Event == LeaseEvent.Ack ? observation.Mac : MacAddress.None;
        if (held.Count > 0 && held[^1].Mac == holder)
            return;
        held.Add(new Lease(holder, observation.At));
        held.Sort(static (a, b) => a.FromAt.CompareTo(b.FromAt));
        if (held.Count > MaxPerAddress)
            held.RemoveAt(0);
    }

    /// <summary>
    /// Returns the MAC address that held an IP address at a time; before the first lease, the first holder.
    /// </summary>
    public MacAddress Find(IpAddress address, DateTime at)
    {
        if (!_leases.TryGetValue(address, out var held) || held.Count == 0)
            return MacAddress.None;
        for (var i = held.Count - 1; i >= 0; i--)
            if (held[i].FromAt <= at)
                return held[i].Mac;
        return held[0].Mac;
    }

    internal IEnumerable<LeaseRecord> Save() =>
        from pair in _leases
        orderby pair.Key
        from lease in pair.Value
        select new LeaseRecord(pair.Key, lease.Mac, lease.FromAt);

    internal void Restore(IEnumerable<LeaseRecord> records)
    {
        _leases.Clear();
        foreach (var record in records)
        {
            if (!_leases.TryGetValue(record.Ip, out var held))
                _leases[record.Ip] = held = [];
            held.Add(new Lease(record.Mac, record.FromAt));
        }
    }

    private readonly record struct Lease(MacAddress Mac, DateTime FromAt);
}

/// <summary>One interval of the lease table as saved.</summary>
internal sealed record LeaseRecord(IpAddress Ip, MacAddress Mac, DateTime FromAt);
