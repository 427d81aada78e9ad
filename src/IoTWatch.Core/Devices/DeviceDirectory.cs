using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Devices;

/// <summary>Finds the device of an observation and stores its identifiers.</summary>
/// <remarks>
/// A flow belongs to its local end. The end is identified by the lease table, else by the MAC address of the flow, else
/// by its IP address. A MAC address that was used with another IPv4 address before, without a lease, is a router's: its
/// flows are identified by IP address, because otherwise the whole network behind the router would be one device.
/// </remarks>
public sealed class DeviceDirectory(LocalNetworks networks, int maxDevices)
{
    private readonly Dictionary<MacAddress, Device> _byMac = [];
    private readonly Dictionary<IpAddress, Device> _byAddress = [];
    private readonly Dictionary<MacAddress, IpAddress> _speaksFor = [];
    private readonly LeaseTable _leases = new();

    public IEnumerable<Device> Devices => _byMac.Values.Concat(_byAddress.Values).OrderBy(device => device.Id);

    public int Count => _byMac.Count + _byAddress.Count;

    /// <summary>Number of flows without an end in a declared local network.</summary>
    public long Transit { get; private set; }

    /// <summary>Number of observations of devices beyond the maximum.</summary>
    public long Refused { get; private set; }

    /// <summary>Whether a local device opened the flow; only then the other end is one of its destinations.</summary>
    public bool IsOutbound(FlowObservation flow) =>
        !flow.Source.Address.IsMulticast
        && (networks.Contains(flow.Source.Address)
            || (!networks.IsDeclared && !networks.Contains(flow.Destination.Address)));

    public Device? Resolve(FlowObservation flow) => Resolve(flow, out _);

    /// <summary>Returns the device of a flow; null when neither end is local, or at the maximum of devices.</summary>
    /// <param name="isOutbound">See <see cref="IsOutbound"/>.</param>
    public Device? Resolve(FlowObservation flow, out bool isOutbound)
    {
        isOutbound = IsOutbound(flow);
        if (isOutbound)
            return Resolve(flow.Source.Address, flow.Mac, flow.At);
        var to = flow.Destination.Address;
        if (networks.Contains(to) && !to.IsMulticast && !to.IsBroadcast)
            return Resolve(to, flow.DestinationMac, flow.At);
        Transit++;
        return null;
    }

    public Device? Resolve(IpAddress address, MacAddress mac, DateTime at)
    {
        if (!address.IsKnown)
            return mac.IsKnown ? Get(mac, at) : null;
        var leased = _leases.Find(address, at);
        var device = leased.IsKnown ? Get(leased, at)
            : mac.IsKnown && !mac.IsMulticast && IsOnlyAddressOf(mac, address) ? Get(mac, at)
            : Get(address, at);
        if (device is not null && (address.IsV4 || !device.Address.IsV4))
            device.Address = address;
        return device;
    }

    /// <summary>Returns the device with a MAC address, or null.</summary>
    public Device? Find(MacAddress mac) => _byMac.GetValueOrDefault(mac);

    /// <summary>Adds a lease and the names that the device sent with it.</summary>
    public Device? Learn(LeaseObservation lease)
    {
        if (!lease.Mac.IsKnown || lease.Mac.IsMulticast)
            return null;
        if (networks.IsDeclared && lease.Address.IsKnown && !networks.Contains(lease.Address))
            return null;
        _leases.Learn(lease);
        if (Get(lease.Mac, lease.At) is not { } device)
            return null;
        device.HostName = lease.HostName ?? device.HostName;
        device.MudUrl = lease.MudUrl ?? device.MudUrl;
        if (lease.Event == LeaseEvent.Ack && (lease.Address.IsV4 || !device.Address.IsV4))
            device.Address = lease.Address.IsKnown ? lease.Address : device.Address;
        return device;
    }

    internal DirectoryRecord Save() => new(
        [.. Devices], [.. _leases.Save()],
        [.. _speaksFor.OrderBy(pair => pair.Key).Select(pair => new SpeaksForRecord(pair.Key, pair.Value))], Transit,
        Refused);

    internal void Restore(DirectoryRecord record)
    {
        _byMac.Clear();
        _byAddress.Clear();
        _speaksFor.Clear();
        foreach (var device in record.Devices)
            if (device.Mac.IsKnown)
                _byMac[device.Mac] = device;
            else
                _byAddress[device.Address] = device;
        foreach (var (mac, ip) in record.SpeaksFor)
            _speaksFor[mac] = ip;
        _leases.Restore(record.Leases);
        Transit = record.Transit;
        Refused = record.Refused;
    }

    private bool IsOnlyAddressOf(MacAddress mac, IpAddress address)
    {
        if (!address.IsV4)
            return true;
        if (_speaksFor.TryGetValue(mac, out var known))
            return known == address;
        _speaksFor[mac] = address;
        return true;
    }

    private Device? Get(MacAddress mac, DateTime at) =>
        _byMac.TryGetValue(mac, out var device) ? Seen(device, at)
        : MayAdd() ? _byMac[mac] = new Device { Id = new DeviceId(mac.ToHex()), Mac = mac, FirstAt = at, LastAt = at }
        : null;

    private Device? Get(IpAddress address, DateTime at) =>
        _byAddress.TryGetValue(address, out var device) ? Seen(device, at)
        : MayAdd() ? _byAddress[address] = new Device
        {
            Id = new DeviceId(address.ToString()),
            Address = address,
            FirstAt = at,
            LastAt = at
        }
        : null;

    private bool MayAdd()
    {
        if (Count < maxDevices)
            return true;
        Refused++;
        return false;
    }

    private static Device Seen(Device device, DateTime at)
    {
        if (at > device.LastAt)
            device.LastAt = at;
        return device;
    }
}

/// <summary>The device directory as saved.</summary>
internal sealed record DirectoryRecord(
    IReadOnlyList<Device> Devices, IReadOnlyList<LeaseRecord> Leases, IReadOnlyList<SpeaksForRecord> SpeaksFor,
    long Transit, long Refused);

/// <summary>The IPv4 address with which a MAC address is used in flows, as saved.</summary>
internal sealed record SpeaksForRecord(MacAddress Mac, IpAddress Ip);
