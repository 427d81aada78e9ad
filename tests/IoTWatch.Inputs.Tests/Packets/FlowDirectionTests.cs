namespace IoTWatch.Inputs.Tests.Packets;

public class FlowDirectionTests
{
    [Theory]
    [InlineData("S", "192.168.1.50:49200", "203.0.113.9:80", false)]
    [InlineData("SA", "203.0.113.9:4782", "192.168.1.50:49200", true)]
    [InlineData("S", "203.0.113.9:443", "192.168.1.50:49200", false)]
    [InlineData("A", "203.0.113.9:443", "192.168.1.50:49200", true)]
    [InlineData("A", "203.0.113.9:8883", "192.168.1.50:49200", true)]
    [InlineData("A", "192.168.1.50:49200", "203.0.113.9:443", false)]
    [InlineData("A", "203.0.113.9:4782", "192.168.1.50:49200", false)]
    [InlineData("A", "203.0.113.9:443", "192.168.1.50:80", false)]
    [InlineData("A", "203.0.113.9:8443", "192.168.1.50:8080", false)]
    public void The_opener_of_a_connection_is_decided_by_its_first_packet(string flags, string from, string to,
        bool isReversed)
    {
        var flow = new Capture().Add(0, Frames.Tcp(from, to, flags, 1, [])).Flow();
        Assert.Equal(Frames.End(isReversed ? to : from), flow.Source);
        Assert.Equal(Frames.End(isReversed ? from : to), flow.Destination);
        Assert.Equal(isReversed ? 0 : 1, flow.PacketsOut);
        Assert.Equal(0, flow.Bursts[0].OffsetMs);
    }

    [Fact]
    public void A_late_answer_belongs_to_the_flow_of_the_client()
    {
        var flow = new Capture().Add(0, Frames.Udp("203.0.113.9:123", "192.168.1.50:40000", new byte[48])).Flow();
        Assert.Equal(Frames.End("192.168.1.50:40000"), flow.Source);
        Assert.Equal(Frames.Mac(Frames.DeviceMac), flow.Mac);
    }

    [Theory]
    [InlineData("192.168.1.50:1900", "239.255.255.250:60000")]
    [InlineData("192.168.1.50:137", "255.255.255.255:60000")]
    public void A_group_address_never_opens_a_flow(string from, string to)
    {
        Assert.Equal(Frames.End(from), new Capture().Add(0, Frames.Udp(from, to, new byte[5])).Flow().Source);
        Assert.Equal(Frames.End(from), new Capture().Add(0, Frames.Udp(to, from, new byte[5])).Flow().Source);
    }

    [Fact]
    public void A_broadcast_frame_is_opened_by_its_sender()
    {
        var packet = Frames.Ipv4("192.168.1.50", "192.168.1.255", 17, Frames.Udp(137, 40000, new byte[5]));
        var flow = new Capture().Add(0, Frames.Ethernet(packet, to: Frames.Broadcast)).Flow();
        Assert.Equal(Frames.End("192.168.1.50:137"), flow.Source);
    }

    [Fact]
    public void A_packet_between_two_group_addresses_is_counted_and_skipped()
    {
        var capture = new Capture().Add(0, Frames.Udp("224.0.0.251:5353", "239.255.255.250:1900", new byte[5]));
        Assert.Empty(capture.Read());
        Assert.Equal(1, capture.Report.Reasons["bad-source"]);
    }

    [Fact]
    public void An_echo_reply_belongs_to_the_flow_of_the_request()
    {
        var reply = Frames.Ipv4("203.0.113.9", "192.168.1.50", 1, [0, 0, 0, 0, 0, 1, 0, 1]);
        Assert.Equal("192.168.1.50", new Capture(101).Add(0, reply).Flow().Source.Address.ToString());
    }
}
