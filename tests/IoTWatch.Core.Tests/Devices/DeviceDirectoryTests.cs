using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Devices;

public class DeviceDirectoryTests
{
    private readonly DeviceDirectory _directory = new(new LocalNetworks(null), 100);

    [Fact]
    public void A_flow_is_resolved_by_the_lease_of_its_own_time()
    {
        var other = new MacAddress(0x0022_33AA_BB09);
        _directory.Learn(Lease(0, Some.Kettle));
        _directory.Learn(Lease(3600, other));
        Assert.Equal(Some.Kettle, _directory.Resolve(Some.Flow(1800, mac: MacAddress.None))!.Mac);
        Assert.Equal(other, _directory.Resolve(Some.Flow(4000, mac: MacAddress.None))!.Mac);
        Assert.Equal(Some.Kettle, _directory.Resolve(Some.Flow(3599, mac: MacAddress.None))!.Mac);
    }

    [Fact]
    public void Without_any_hardware_address_a_device_is_known_by_its_address() =>
        Assert.Equal("192.168.1.50", _directory.Resolve(Some.Flow(0, mac: MacAddress.None))!.Id.Value);

    [Fact]
    public void A_router_does_not_swallow_the_devices_behind_it()
    {
        var first = _directory.Resolve(Some.Flow(0));
        var second = _directory.Resolve(Some.Flow(1, from: IpAddress.Parse("192.168.1.60")));
        Assert.Equal(Some.Kettle.ToHex(), first!.Id.Value);
        Assert.Equal("192.168.1.60", second!.Id.Value);
    }

    [Fact]
    public void A_device_that_renews_under_another_address_stays_the_same_device()
    {
        _directory.Resolve(Some.Flow(0));
        _directory.Learn(Lease(10, Some.Kettle) with { Address = IpAddress.Parse("192.168.1.60") });
        Assert.Equal(
            Some.Kettle.ToHex(), _directory.Resolve(Some.Flow(20, from: IpAddress.Parse("192.168.1.60")))!.Id.Value);
    }

    [Fact]
    public void A_declared_network_leaves_transit_out()
    {
        var directory = new DeviceDirectory(new LocalNetworks(["192.168.7.0/24"]), 100);
        Assert.Null(directory.Resolve(Some.Flow(0)));
        Assert.Equal(1, directory.Transit);
    }

    [Fact]
    public void Beyond_the_cap_devices_are_refused_and_counted()
    {
        var directory = new DeviceDirectory(new LocalNetworks(null), 1);
        Assert.NotNull(directory.Resolve(Some.Flow(0)));
        Assert.Null(directory.Resolve(Some.Flow(0, mac: new MacAddress(5), from: IpAddress.Parse("10.0.0.1"))));
        Assert.Equal(1, directory.Refused);
    }

    private static LeaseObservation Lease(double at, MacAddress mac) =>
        new() { At = Some.Start.AddSeconds(at), Mac = mac, Address = Some.KettleIp };
}
