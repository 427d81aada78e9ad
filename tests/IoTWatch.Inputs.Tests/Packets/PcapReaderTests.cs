using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Packets;

namespace IoTWatch.Inputs.Tests.Packets;

public class PcapReaderTests
{
    [Theory]
    [InlineData(0xA1B2C3D4, false)]
    [InlineData(0xA1B2C3D4, true)]
    [InlineData(0xA1B23C4D, false)]
    [InlineData(0xA1B23C4D, true)]
    [InlineData(0xA1B2CD34, false)]
    [InlineData(0xA1B2CD34, true)]
    public void Every_magic_in_either_byte_order_gives_the_same_observations(uint magic, bool bigEndian)
    {
        var capture = new Capture().Add(1.2345678, Frames.Udp("192.168.1.50:40000", "203.0.113.9:123", new byte[48]));
        var file = capture.ToPcap(magic, bigEndian);
        Assert.True(PacketCapture.Recognises(file.AsSpan(0, 4)));
        var flow = Assert.IsType<FlowObservation>(Assert.Single(capture.Read(file)));
        Assert.Equal(Capture.Start.AddMilliseconds(1234), flow.At);
        Assert.Equal(76, flow.BytesOut);
        Assert.Empty(capture.Report.Reasons);
    }

    [Fact]
    public void A_file_truncated_within_a_packet_keeps_the_packets_before_and_is_counted()
    {
        var capture = new Capture().Handshake(0).Out(0.1, "PA", 101, 50);
        var file = capture.ToPcap();
        var flow = Assert.IsType<FlowObservation>(Assert.Single(capture.Read(file[..^10])));
        Assert.Equal(2, flow.PacketsOut);
        Assert.Equal(1, capture.Report.Reasons["truncated"]);
        Assert.Equal(3, capture.Report.Packets);
    }

    [Fact]
    public void A_file_truncated_in_a_header_is_counted()
    {
        var capture = new Capture().Handshake(0);
        Assert.Single(capture.Read([.. capture.ToPcap(), 1, 2, 3]));
        Assert.Empty(capture.Read(capture.ToPcap()[..20]));
        Assert.Equal(2, capture.Report.Reasons["truncated"]);
    }

    [Fact]
    public void An_impossible_length_ends_the_file()
    {
        var capture = new Capture().Handshake(0);
        var file = capture.ToPcap();
        // The captured length of the first record.
        file[24 + 8 + 3] = 0x7F;
        Assert.Empty(capture.Read(file));
        Assert.Equal(1, capture.Report.Reasons["absurd-length"]);
    }

    [Fact]
    public void A_read_error_is_counted_and_the_packets_before_it_are_kept()
    {
        var capture = new Capture().Handshake(0);
        using var broken = new BreakingStream(capture.ToPcap());
        Assert.Single(PacketCapture.Read(broken, capture.Report));
        Assert.Equal(1, capture.Report.Reasons["broken-compression"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d4")]
    [InlineData("736e6f6f70000000")]
    public void Other_files_are_not_recognised(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.False(PacketCapture.Recognises(bytes));
        var capture = new Capture();
        Assert.Empty(capture.Read(bytes));
        Assert.Equal(1, capture.Report.Reasons["not-a-capture"]);
    }

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position == Length ? throw new InvalidDataException("bad member") : base.Read(buffer, offset, count);
    }
}
