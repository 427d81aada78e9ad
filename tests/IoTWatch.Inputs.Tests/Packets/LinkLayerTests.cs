using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Tests.Packets;

public class LinkLayerTests
{
    private static readonly byte[] V4 =
        Frames.Ipv4("192.168.1.50", "203.0.113.9", 17, Frames.Udp(40000, 123, new byte[48]));
    private static readonly byte[] V6 =
        Frames.Ipv6("2001:db8::50", "2001:db8::9", 17, Frames.Udp(40000, 123, new byte[48]));

    public static TheoryData<string, int, byte[]> Links => new()
    {
        { "Ethernet", 1, Frames.Ethernet(V4) },
        { "Ethernet with padding", 1, [.. Frames.Ethernet(V4), 0, 0, 0, 0, 0, 0] },
        { "VLAN", 1, Frames.Ethernet([0, 7, 8, 0, .. V4], 0x8100) },
        { "stacked VLAN", 1, Frames.Ethernet([0, 7, 0x81, 0, 0, 9, 0x86, 0xDD, .. V6], 0x88A8) },
        { "SNAP", 1, Frames.Ethernet([0xAA, 0xAA, 3, 0, 0, 0, 8, 0, .. V4], V4.Length + 8) },
        { "PPPoE", 1, Frames.Ethernet([0x11, 0, 0, 1, 0, (byte)(V4.Length + 2), 0, 0x21, .. V4], 0x8864) },
        { "raw", 101, V4 },
        { "raw, BSD", 12, V6 },
        { "raw, OpenBSD", 14, V4 },
        { "IPv4", 228, V4 },
        { "IPv6", 229, V6 },
        { "cooked", 113, [0, 4, 0, 1, 0, 6, .. Frames.DeviceMac, 0, 0, 8, 0, .. V4] },
        { "cooked 2", 276, [0x86, 0xDD, 0, 0, 0, 0, 0, 2, 0, 1, 4, 6, .. Frames.DeviceMac, 0, 0, .. V6] },
        { "loopback", 0, [2, 0, 0, 0, .. V4] },
        { "OpenBSD loopback", 108, [0, 0, 0, 24, .. V6] },
        { "PPP", 9, [0xFF, 3, 0, 0x21, .. V4] },
        { "PPP, compressed", 9, [0x57, .. V6] },
        { "Cisco HDLC", 104, [0x0F, 0, 8, 0, .. V4] },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void A_datagram_is_decoded_on_every_supported_link_type(string name, int linkType, byte[] frame)
    {
        var capture = new Capture(linkType).Add(0, frame);
        var flow = capture.Flow();
        Assert.Equal(40000, flow.Source.Port);
        Assert.Equal(123, flow.Destination.Port);
        Assert.Equal(flow.Source.Address.IsV4 ? 76 : 96, flow.BytesOut);
        Assert.Equal([new Burst(0, 48)], flow.Bursts);
        Assert.True(capture.Report.Reasons.Count == 0, name);
    }

    [Fact]
    public void MAC_addresses_of_both_ends_are_read_from_Ethernet()
    {
        var flow = new Capture().Add(0, Frames.Ethernet(V4)).Flow();
        Assert.Equal(Frames.Mac(Frames.DeviceMac), flow.Mac);
        Assert.Equal(Frames.Mac(Frames.RouterMac), flow.DestinationMac);
    }

    [Fact]
    public void A_cooked_capture_gives_the_MAC_address_of_each_sender()
    {
        byte[] Cooked(byte[] mac, byte[] ip) => [0, 0, 0, 1, 0, 6, .. mac, 0, 0, 8, 0, .. ip];
        var reply = Frames.Ipv4("203.0.113.9", "192.168.1.50", 17, Frames.Udp(123, 40000, new byte[48]));
        var flow = new Capture(113).Add(0, Cooked(Frames.DeviceMac, V4)).Add(0.1, Cooked(Frames.RouterMac, reply))
            .Flow();
        Assert.Equal(Frames.Mac(Frames.DeviceMac), flow.Mac);
        Assert.Equal(Frames.Mac(Frames.RouterMac), flow.DestinationMac);
    }

    [Theory]
    [InlineData(105)]
    [InlineData(127)]
    [InlineData(9999)]
    public void Unsupported_link_types_are_counted_by_number(int linkType)
    {
        var capture = new Capture(linkType).Add(0, V4).Add(1, V4);
        Assert.Empty(capture.Read());
        Assert.Equal(2, capture.Report.Reasons[$"link-type-{linkType}"]);
    }

    [Fact]
    public void Frames_without_IP_are_counted()
    {
        var capture = new Capture().Add(0, Frames.Ethernet(new byte[40], 0x888E)).Add(1, [1, 2, 3]);
        Assert.Empty(capture.Read());
        Assert.Equal(1, capture.Report.Reasons["not-ip"]);
        Assert.Equal(1, capture.Report.Reasons["truncated-packet"]);
    }
}
