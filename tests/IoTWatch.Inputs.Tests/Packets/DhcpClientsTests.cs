using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Tests.Packets;

public class DhcpClientsTests
{
    private static byte[] Option(byte code, params byte[] value) => [code, (byte)value.Length, .. value];

    private static byte[] Message(byte op, string your, string client, params byte[][] options) => Frames.Join(
        [op, 1, 6, 0], new byte[8], Frames.Ip(client), Frames.Ip(your), new byte[8], Frames.DeviceMac,
            new byte[10 + 64 + 128],
        [0x63, 0x82, 0x53, 0x63], Frames.Join(options), [255]);

    private static byte[] Ask(byte type, string client, params byte[][] options) =>
        Frames.Udp("0.0.0.0:68", "255.255.255.255:67",
        Message(1, "0.0.0.0", client, [Option(53, type), .. options]));

    private static byte[] Reply(byte type, string your, params byte[][] options) =>
        Frames.Udp("192.168.1.1:67", "255.255.255.255:68",
        Message(2, your, "0.0.0.0", [Option(53, type), .. options]));

    [Fact]
    public void An_acknowledgement_is_a_lease_with_the_name_the_client_gave()
    {
        var mud = "https://vendor.example/kettle.json";
        var lease = Assert.Single(new Capture()
            .Add(0, Ask(1, "0.0.0.0", Option(12, Frames.Text("kettle"))))
            .Add(0.1, Reply(2, "192.168.1.50"))
            .Add(0.2, Ask(3, "0.0.0.0", Option(50, Frames.Ip("192.168.1.50")), Option(161, Frames.Text(mud))))
            .Add(0.3, Reply(5, "192.168.1.50", Option(12, Frames.Text("given-by-server")))).Leases());
        Assert.Equal((Frames.Mac(Frames.DeviceMac), IpAddress.Parse("192.168.1.50")), (lease.Mac, lease.Address));
        Assert.Equal(("kettle", mud), (lease.HostName, lease.MudUrl));
        Assert.Equal((Capture.At(0.3), LeaseEvent.Ack, LeaseSource.Dhcp), (lease.At, lease.Event, lease.Source));
    }

    [Fact]
    public void An_unanswered_request_is_published_with_the_requested_address()
    {
        var lease = Assert.Single(new Capture()
            .Add(0, Ask(3, "0.0.0.0", Option(12, Frames.Text("kettle")), Option(50, Frames.Ip("192.168.1.50"))))
            .Add(30, Frames.Udp("192.168.1.60:40000", "203.0.113.9:5000", [])).Leases());
        Assert.Equal((IpAddress.Parse("192.168.1.50"), "kettle", Capture.At(0)),
            (lease.Address, lease.HostName, lease.At));
    }

    [Fact]
    public void A_discovery_alone_publishes_the_name_without_an_address()
    {
        var lease = Assert.Single(new Capture().Add(0, Ask(1, "0.0.0.0", Option(12, Frames.Text("kettle")))).Leases());
        Assert.Equal((IpAddress.None, "kettle"), (lease.Address, lease.HostName));
    }

    [Fact]
    public void A_refused_address_is_not_published()
    {
        var lease = Assert.Single(new Capture()
            .Add(0, Ask(3, "0.0.0.0", Option(12, Frames.Text("kettle")), Option(50, Frames.Ip("192.168.1.50"))))
                .Add(0.1, Reply(6, "0.0.0.0")).Leases());
        Assert.Equal(IpAddress.None, lease.Address);
    }

    [Fact]
    public void A_release_ends_a_lease()
    {
        var lease = Assert.Single(new Capture().Add(0, Ask(7, "192.168.1.50")).Leases());
        Assert.Equal((IpAddress.Parse("192.168.1.50"), LeaseEvent.Release), (lease.Address, lease.Event));
    }

    [Theory]
    [InlineData("000000kettle.home", "kettle.home")]
    [InlineData("0400000\u0006kettle\u0004home\0", "kettle")]
    public void The_FQDN_option_names_a_client_without_a_host_name(string option, string name)
    {
        byte[] fqdn = [Convert.ToByte(option[..2], 16), 0, 0, .. Frames.Text(option[(option[1] == '4' ? 7 : 6)..])];
        Assert.Equal(name, Assert.Single(new Capture().Add(0, Ask(1, "0.0.0.0", Option(81, fqdn))).Leases()).HostName);
    }

    [Fact]
    public void A_reply_truncated_before_its_options_counts_as_an_acknowledgement()
    {
        var lease = Assert.Single(new Capture().Add(0, Reply(5, "192.168.1.50"), cutTo: 256).Leases());
        Assert.Equal(IpAddress.Parse("192.168.1.50"), lease.Address);
    }

    [Fact]
    public void Messages_too_short_or_of_another_hardware_are_counted()
    {
        var tokenRing = Message(1, "0.0.0.0", "0.0.0.0");
        tokenRing[1] = 4;
        var capture = new Capture()
            .Add(0, Frames.Udp("0.0.0.0:68", "255.255.255.255:67", tokenRing))
            .Add(0, Frames.Udp("0.0.0.0:68", "255.255.255.255:67", new byte[20]));
        Assert.Empty(capture.Leases());
        Assert.Equal(2, capture.Report.Reasons["bad-dhcp"]);
    }

    [Fact]
    public void An_option_longer_than_the_message_ends_the_options()
    {
        byte[] overlong = [12, 200, 1, 2, 3];
        Assert.Null(Assert.Single(new Capture().Add(0, Ask(1, "0.0.0.0", overlong)).Leases()).HostName);
    }
}
