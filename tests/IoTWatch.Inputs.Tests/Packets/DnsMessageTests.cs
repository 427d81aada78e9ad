using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Tests.Packets;

public class DnsMessageTests
{
    private static readonly byte[] ToQuestion = [0xC0, 12];

    private static byte[] Name(string name) =>
        [.. name.Split('.').SelectMany(l => (byte[])[(byte)l.Length, .. Frames.Text(l)]), 0];

    private static byte[] Record(byte[] name, int type, uint ttl, byte[] data) =>
        Frames.Join(name, Frames.U16(type), Frames.U16(1), Frames.U32(ttl), Frames.U16(data.Length), data);

    private static byte[] Message(byte[] question, int type, params byte[][] records) =>
        Message(0x8180, question, type, records);

    private static byte[] Message(int flags, byte[] question, int type, params byte[][] records) =>
        Frames.Join([0, 1], Frames.U16(flags), Frames.U16(1), Frames.U16(records.Length), new byte[4], question,
            Frames.U16(type), Frames.U16(1), Frames.Join(records));

    private static Capture Answer(byte[] message) =>
        new Capture().Add(1, Frames.Udp("203.0.113.53:53", "192.168.1.50:40000", message));

    [Fact]
    public void An_answer_gives_the_addresses_and_the_client()
    {
        var answer =
            Assert.Single(Answer(Message(Name("MQTT.Vendor.example"), 1,
                Record(ToQuestion, 1, 60, Frames.Ip("203.0.113.9")))).Answers());
        Assert.Equal("mqtt.vendor.example", answer.Query);
        Assert.Equal(IpAddress.Parse("192.168.1.50"), answer.Client);
        Assert.Equal(Frames.Mac(Frames.DeviceMac), answer.Mac);
        Assert.Equal([IpAddress.Parse("203.0.113.9")], answer.Answers);
        Assert.Equal((60, "A", Capture.At(1)), (answer.TtlSeconds, answer.Type, answer.At));
    }

    [Fact]
    public void Aliases_are_followed_and_the_minimum_TTL_counts()
    {
        var message = Message(Name("a.example"), 28, Record(ToQuestion, 5, 30, Name("b.example")),
            Record(Name("b.example"), 28, 300, Frames.Ip("2001:db8::1")),
                Record(Name("b.example"), 28, 299, Frames.Ip("2001:db8::2")));
        var answer = Assert.Single(Answer(message).Answers());
        Assert.Equal(["2001:db8::1", "2001:db8::2"], answer.Answers.Select(a => a.ToString()));
        Assert.Equal((30, "AAAA"), (answer.TtlSeconds, answer.Type));
    }

    [Fact]
    public void A_name_that_does_not_exist_or_is_blocked_has_no_addresses()
    {
        Assert.Empty(Assert.Single(Answer(Message(0x8183, Name("no.example"), 1)).Answers()).Answers);
        Assert.Empty(
            Assert.Single(Answer(Message(Name("ads.example"), 1, Record(ToQuestion, 1, 2, Frames.Ip("0.0.0.0"))))
                .Answers()).Answers);
    }

    [Fact]
    public void Queries_other_types_and_multicast_names_are_no_answers()
    {
        var record = Record(ToQuestion, 1, 60, Frames.Ip("203.0.113.9"));
        Assert.Empty(Answer(Message(0x0100, Name("a.example"), 1, record)).Answers());
        Assert.Empty(Answer(Message(Name("a.example"), 12, record)).Answers());
        Assert.Empty(new Capture()
            .Add(0, Frames.Udp("192.168.1.7:5353", "192.168.1.50:5353", Message(Name("a.local"), 1, record)))
            .Answers());
    }

    [Fact]
    public void An_answer_over_TCP_in_one_segment_is_read()
    {
        var message = Message(Name("a.example"), 1, Record(ToQuestion, 1, 60, Frames.Ip("203.0.113.9")));
        var frame =
            Frames.Tcp("203.0.113.53:53", "192.168.1.50:40000", "PA", 1, [.. Frames.U16(message.Length), .. message]);
        Assert.Equal("a.example", Assert.Single(new Capture().Add(0, frame).Answers()).Query);
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 12 })]
    [InlineData(new byte[] { 1, (byte)'a', 0xC0, 12 })]
    [InlineData(new byte[] { 0xC0, 200 })]
    [InlineData(new byte[] { 0x40, 1, 2 })]
    [InlineData(new byte[] { 63, 1, 2 })]
    public void Names_with_circular_pointers_or_beyond_the_end_are_counted(byte[] name)
    {
        var capture = Answer(Message(name, 1));
        Assert.Empty(capture.Answers());
        Assert.Equal(1, capture.Report.Reasons["bad-dns"]);
    }

    [Fact]
    public void A_truncated_message_keeps_the_addresses_before_the_cut()
    {
        var message =
            Message(Name("a.example"), 1, Record(ToQuestion, 1, 60, Frames.Ip("203.0.113.9")),
                Record(ToQuestion, 1, 60, Frames.Ip("203.0.113.10")));
        var frame = Frames.Udp("203.0.113.53:53", "192.168.1.50:40000", message);
        var capture = new Capture().Add(0, frame, cutTo: frame.Length - 3).Add(1, frame, cutTo: frame.Length - 20);
        Assert.Equal([IpAddress.Parse("203.0.113.9")], Assert.Single(capture.Answers()).Answers);
        Assert.Equal(2, capture.Report.Reasons["truncated-dns"]);
    }

    [Fact]
    public void Unprintable_bytes_in_a_name_are_escaped()
    {
        byte[] name = [4, (byte)'a', (byte)'.', 0, 0xE9, 7, .. Frames.Text("example"), 0];
        Assert.Equal(@"a\x2e\x00\xe9.example", Assert.Single(Answer(Message(name, 1)).Answers()).Query);
    }
}
