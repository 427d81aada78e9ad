namespace IoTWatch.Inputs.Tests.Packets;

public class FlowNamesTests
{
    private static byte[] Hello(string name, int paddingBytes = 0)
    {
        var bytes = Frames.Text(name);
        var serverName =
            Frames.Join(Frames.U16(0), Frames.U16(bytes.Length + 5), Frames.U16(bytes.Length + 3), [0],
                Frames.U16(bytes.Length), bytes);
        var padding = Frames.Join(Frames.U16(21), Frames.U16(paddingBytes), new byte[paddingBytes]);
        var extensions = Frames.Join(padding, serverName);
        var body =
            Frames.Join([3, 3], new byte[32], [4, 1, 2, 3, 4], Frames.U16(4), [0x13, 1, 0x13, 2], [1, 0],
                Frames.U16(extensions.Length), extensions);
        var handshake = Frames.Join([1, 0], Frames.U16(body.Length), body);
        return Frames.Join([22, 3, 1], Frames.U16(handshake.Length), handshake);
    }

    private static Capture Send(params byte[][] segments)
    {
        var capture = new Capture().Handshake(0);
        var sequence = 101u;
        foreach (var segment in segments)
        {
            capture.Add(0.1, Frames.Tcp(Capture.Device, Capture.Server, "PA", sequence, segment));
            sequence += (uint)segment.Length;
        }
        return capture;
    }

    [Fact]
    public void The_server_name_of_a_ClientHello_names_the_flow() =>
        Assert.Equal("mqtt.vendor.example", Send(Hello("mqtt.vendor.example")).Flow().ServerName);

    [Fact]
    public void A_ClientHello_of_several_segments_is_reassembled()
    {
        var hello = Hello("mqtt.vendor.example", paddingBytes: 2000);
        Assert.Equal("mqtt.vendor.example", Send(hello[..1000], hello[1000..1800], hello[1800..]).Flow().ServerName);
    }

    [Fact]
    public void A_ClientHello_with_a_missing_segment_or_beyond_4_KiB_gives_no_name()
    {
        var hello = Hello("mqtt.vendor.example", paddingBytes: 2000);
        var capture = new Capture().Handshake(0)
            .Add(0.1, Frames.Tcp(Capture.Device, Capture.Server, "PA", 101, hello[..1000]))
            .Add(0.2, Frames.Tcp(Capture.Device, Capture.Server, "PA", 1601, hello[1500..]));
        Assert.Null(capture.Flow().ServerName);
        var huge = Hello("mqtt.vendor.example", paddingBytes: 5000);
        Assert.Null(Send(huge[..1400], huge[1400..2800], huge[2800..4200], huge[4200..]).Flow().ServerName);
    }

    [Fact]
    public void A_name_within_the_captured_part_of_a_truncated_packet_is_found()
    {
        var hello = Frames.Join(Hello("mqtt.vendor.example"), new byte[1000]);
        var frame = Frames.Tcp(Capture.Device, Capture.Server, "PA", 101, hello);
        Assert.Equal("mqtt.vendor.example", new Capture().Handshake(0).Add(0.1, frame, cutTo: 256).Flow().ServerName);
    }

    [Fact]
    public void Unprintable_bytes_are_escaped() =>
        Assert.Equal(@"a\x0a\x1b\x5c\xffb", Send(Hello("a\n\u001b\\\u00ffb")).Flow().ServerName);

    [Fact]
    public void The_name_is_in_every_record_of_the_flow()
    {
        var capture = Send(Hello("mqtt.vendor.example"));
        var sequence = 101u + (uint)Hello("mqtt.vendor.example").Length;
        var flows = capture.Out(100, "PA", sequence, 10).Flows();
        Assert.Equal(2, flows.Count);
        Assert.All(flows, f => Assert.Equal("mqtt.vendor.example", f.ServerName));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nUser-Agent: x\r\nHost: vendor.example:8080\r\n\r\n", "vendor.example:8080")]
    [InlineData("POST /a HTTP/1.1\r\nHOST:\t vendor.example \r\n\r\n", "vendor.example")]
    [InlineData("GET / HTTP/1.1\r\nX-Host: vendor.example\r\n\r\n", null)]
    [InlineData("GET / HTTP/1.1\r\nHost: vendor.exam", null)]
    [InlineData("SSH-2.0-dropbear\r\nHost: vendor.example\r\n", null)]
    public void The_host_of_an_HTTP_request_names_the_flow(string request, string? host) =>
        Assert.Equal(host, Send(Frames.Text(request)).Flow().HttpHost);
}
