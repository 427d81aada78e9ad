using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Tests.Packets;

public class NeighbourTableTests
{
    private static byte[] Arp(byte operation, byte[] mac, string sender, string target) => Frames.Ethernet(
        Frames.Join([0, 1, 8, 0, 6, 4, 0, operation], mac, Frames.Ip(sender), new byte[6], Frames.Ip(target)), 0x0806,
            mac, Frames.Broadcast);

    private static byte[] Ndp(byte type, string from, string target, byte option, int hopLimit = 255) =>
        Frames.Ethernet(
        Frames.Ipv6(from, "ff02::1", 58,
            Frames.Join([type, 0, 0, 0], new byte[4], Frames.Ip(target), [option, 1], Frames.DeviceMac), hopLimit),
                0x86DD);

    [Fact]
    public void The_sender_of_a_request_a_reply_and_an_announcement_is_published()
    {
        var leases = new Capture().Add(0, Arp(1, Frames.DeviceMac, "192.168.1.50", "192.168.1.1"))
            .Add(1, Arp(2, Frames.RouterMac, "192.168.1.1", "192.168.1.50"))
            .Add(2, Arp(1, Frames.DeviceMac, "192.168.1.51", "192.168.1.51")).Leases();
        Assert.Equal(["192.168.1.50", "192.168.1.1", "192.168.1.51"], leases.Select(l => l.Address.ToString()));
        Assert.All(leases, l => Assert.Equal(LeaseSource.Arp, l.Source));
        Assert.Equal(Frames.Mac(Frames.DeviceMac), leases[0].Mac);
    }

    [Fact]
    public void A_probe_for_an_unused_address_is_not_published() =>
        Assert.Empty(new Capture().Add(0, Arp(1, Frames.DeviceMac, "0.0.0.0", "192.168.1.50")).Leases());

    [Fact]
    public void A_known_pair_is_published_again_after_ten_minutes_or_a_change()
    {
        var capture = new Capture();
        for (var i = 0; i <= 20; i++)
            capture.Add(i * 60, Arp(1, Frames.DeviceMac, "192.168.1.50", "192.168.1.1"));
        capture.Add(1230, Arp(1, Frames.RouterMac, "192.168.1.50", "192.168.1.1"));
        Assert.Equal([0, 600, 1200, 1230], capture.Leases().Select(l => (l.At - Capture.Start).TotalSeconds));
    }

    [Fact]
    public void Neighbour_advertisements_and_solicitations_are_published()
    {
        var leases = new Capture().Add(0, Ndp(136, "fe80::1", "2001:db8::50", 2))
            .Add(1, Ndp(135, "fe80::50", "2001:db8::1", 1)).Leases();
        Assert.Equal(["2001:db8::50", "fe80::50"], leases.Select(l => l.Address.ToString()));
        Assert.All(leases, l => Assert.Equal((LeaseSource.Ndp, Frames.Mac(Frames.DeviceMac)), (l.Source, l.Mac)));
    }

    [Fact]
    public void A_neighbour_message_from_beyond_a_router_or_without_an_address_is_ignored()
    {
        Assert.Empty(new Capture().Add(0, Ndp(136, "fe80::1", "2001:db8::50", 2, hopLimit: 254)).Leases());
        Assert.Empty(new Capture().Add(0, Ndp(135, "::", "2001:db8::50", 1)).Leases());
    }

    [Fact]
    public void Other_hardware_is_counted()
    {
        var frame = Arp(1, Frames.DeviceMac, "192.168.1.50", "192.168.1.1");
        frame[15] = 6;
        var capture = new Capture().Add(0, frame);
        Assert.Empty(capture.Leases());
        Assert.Equal(1, capture.Report.Reasons["bad-arp"]);
    }
}
