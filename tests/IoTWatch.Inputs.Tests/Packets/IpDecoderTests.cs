using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Tests.Packets;

public class IpDecoderTests
{
    private static readonly byte[] Datagram = Frames.Udp(40000, 5000, new byte[32]);

    [Fact]
    public void Bytes_are_counted_as_on_the_wire_when_the_capture_is_truncated()
    {
        var flow = new Capture().Add(0, Frames.Udp("192.168.1.50:40000", "203.0.113.9:5000", new byte[1000]), cutTo: 60)
            .Flow();
        Assert.Equal(1028, flow.BytesOut);
        Assert.Equal([new Burst(0, 1000)], flow.Bursts);
    }

    [Fact]
    public void IPv4_options_are_skipped()
    {
        var flow = new Capture(101)
            .Add(0, Frames.Ipv4("192.168.1.50", "203.0.113.9", 17, Datagram, options: [0x94, 4, 0, 0])).Flow();
        Assert.Equal(5000, flow.Destination.Port);
        Assert.Equal(64, flow.BytesOut);
    }

    [Fact]
    public void Fragments_after_the_first_are_counted_and_skipped()
    {
        var capture = new Capture(101)
            .Add(0, Frames.Ipv4("192.168.1.50", "203.0.113.9", 17, Datagram, fragment: 0x2000))
            .Add(0.1, Frames.Ipv4("192.168.1.50", "203.0.113.9", 17, Datagram, fragment: 5));
        Assert.Equal(1, capture.Flow().PacketsOut);
        Assert.Equal(1, capture.Report.Reasons["fragment"]);
    }

    [Fact]
    public void IPv6_extension_headers_are_skipped_and_fragments_counted()
    {
        byte[] hopByHop = [44, 0, 5, 2, 0, 0, 1, 0];
        byte[] first = [17, 0, 0, 1, 0, 0, 0, 9];
        byte[] later = [17, 0, 0, 9, 0, 0, 0, 9];
        var capture = new Capture(101)
            .Add(0, Frames.Ipv6("2001:db8::50", "2001:db8::9", 0, [.. hopByHop, .. first, .. Datagram]))
            .Add(0.1, Frames.Ipv6("2001:db8::50", "2001:db8::9", 0, [.. hopByHop, .. later, .. Datagram]));
        var flow = capture.Flow();
        Assert.Equal(Frames.End("[2001:db8::9]:5000"), flow.Destination);
        Assert.Equal(96, flow.BytesOut);
        Assert.Equal(1, capture.Report.Reasons["fragment"]);
    }

    [Fact]
    public void A_long_chain_of_extension_headers_is_rejected()
    {
        var chain = Enumerable.Repeat<byte[]>([60, 0, 0, 0, 0, 0, 0, 0], 40).SelectMany(h => h).ToArray();
        var capture = new Capture(101).Add(0, Frames.Ipv6("2001:db8::50", "2001:db8::9", 60, chain));
        Assert.Empty(capture.Read());
        Assert.Equal(1, capture.Report.Reasons["bad-ip"]);
    }

    [Fact]
    public void Wrong_lengths_are_limited_by_the_frame()
    {
        var packet = Frames.Ipv4("192.168.1.50", "203.0.113.9", 17, Datagram);
        (packet[2], packet[3]) = (0xFF, 0xFF);
        Assert.Equal(60, new Capture(101).Add(0, packet).Flow().BytesOut);
        // Segmentation offload leaves a length of zero in the header.
        (packet[2], packet[3]) = (0, 0);
        Assert.Equal(60, new Capture(101).Add(0, packet).Flow().BytesOut);
    }

    [Fact]
    public void Broken_headers_are_counted_by_reason()
    {
        var wrongVersion = Frames.Ipv4("192.168.1.50", "203.0.113.9", 17, Datagram);
        wrongVersion[0] = 0x35;
        var shortHeader = Frames.Ipv4("192.168.1.50", "203.0.113.9", 17, Datagram);
        shortHeader[0] = 0x43;
        var badOffset = Frames.Ipv4("192.168.1.50", "203.0.113.9", 6, Frames.Tcp(40000, 80, "S", 1, []));
        badOffset[20 + 12] = 0xF0;
        var capture = new Capture()
            .Add(0, Frames.Ethernet(wrongVersion)).Add(0, Frames.Ethernet(shortHeader))
                .Add(0, Frames.Ethernet(badOffset))
            .Add(0, Frames.Ethernet(Frames.Ipv4("192.168.1.50", "203.0.113.9", 17, [1, 2, 3])));
        Assert.Empty(capture.Read());
        Assert.Equal(2, capture.Report.Reasons["bad-ip"]);
        Assert.Equal(2, capture.Report.Reasons["bad-transport"]);
    }

    [Fact]
    public void Pings_are_flows_and_error_messages_are_not()
    {
        byte[] Icmp(byte type) => [type, 0, 0, 0, 0, 1, 0, 1, 1, 2, 3, 4];
        var flow = new Capture(101)
            .Add(0, Frames.Ipv4("192.168.1.50", "203.0.113.9", 1, Icmp(8)))
            .Add(0.1, Frames.Ipv4("203.0.113.9", "192.168.1.50", 1, Icmp(0)))
            .Add(0.2, Frames.Ipv4("192.168.1.1", "192.168.1.50", 1, Icmp(3))).Flow();
        Assert.Equal(TransportProtocol.Icmp, flow.Protocol);
        Assert.Equal((32, 32), (flow.BytesOut, flow.BytesIn));
        Assert.Equal([new Burst(0, 4)], flow.Bursts);
    }

    [Fact]
    public void Protocols_without_ports_are_flows_and_IGMP_is_not()
    {
        var flow = new Capture(101)
            .Add(0, Frames.Ipv4("192.168.1.50", "203.0.113.9", 50, new byte[40]))
            .Add(0.1, Frames.Ipv4("192.168.1.50", "224.0.0.22", 2, new byte[16])).Flow();
        Assert.Equal(TransportProtocol.Other, flow.Protocol);
        Assert.Equal(0, flow.Destination.Port);
    }
}
