using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Tests.Packets;

public class FlowBurstTests
{
    [Fact]
    public void The_opening_and_the_first_payload_are_one_burst()
    {
        var flow = new Capture().Handshake(0).Out(2.9, "PA", 101, 50).Flow();
        Assert.Equal([new Burst(0, 50)], flow.Bursts);
    }

    [Fact]
    public void Payload_long_after_the_opening_is_a_second_burst()
    {
        var flow = new Capture().Handshake(0).Out(3.1, "PA", 101, 50).Flow();
        Assert.Equal([new Burst(0, 0), new Burst(3100, 50)], flow.Bursts);
    }

    [Fact]
    public void The_wait_for_the_first_payload_counts_from_the_last_SYN()
    {
        var flow = new Capture().Out(0, "S", 100).Out(1, "S", 100).Out(3, "S", 100).In(3.01, "SA", 500)
            .Out(5, "PA", 101, 50).Flow();
        Assert.Equal([new Burst(0, 50)], flow.Bursts);
    }

    [Fact]
    public void Payload_after_four_tenths_of_a_second_of_silence_begins_a_burst()
    {
        var flow = new Capture().Handshake(0)
            .Out(0.1, "PA", 101, 10).Out(0.4, "PA", 111, 10).Out(0.7, "PA", 121, 10)
            .Out(1.1, "PA", 131, 7).Out(10, "PA", 138, 5).Flow();
        Assert.Equal([new Burst(0, 30), new Burst(1100, 7), new Burst(10_000, 5)], flow.Bursts);
    }

    [Fact]
    public void Answers_and_acknowledgements_begin_no_burst()
    {
        var flow = new Capture().Handshake(0).Out(0.1, "PA", 101, 10)
            .In(5, "PA", 501, 100).Out(5.1, "A", 111).In(9, "PA", 601, 100).Out(9.1, "A", 111).Flow();
        Assert.Equal([new Burst(0, 10)], flow.Bursts);
        Assert.Equal(3, flow.PacketsIn);
    }

    [Fact]
    public void Retransmissions_and_keep_alive_probes_begin_no_burst()
    {
        var flow = new Capture().Handshake(0).Out(0.1, "PA", 101, 10)
            .Out(2, "PA", 101, 10).Out(4, "A", 110, 1).Out(6, "A", 110).Out(8, "PA", 106, 8).Flow();
        // The last segment repeats five bytes and has three new ones.
        Assert.Equal([new Burst(0, 10), new Burst(8000, 3)], flow.Bursts);
    }

    [Fact]
    public void Sequence_numbers_wrap()
    {
        var capture = new Capture()
            .Out(0, "S", 0xFFFF_FFF0).In(0.01, "SA", 500)
            .Out(0.1, "PA", 0xFFFF_FFF1, 20).Out(5, "PA", 5, 10).Out(8, "PA", 0xFFFF_FFF1, 20);
        Assert.Equal([new Burst(0, 20), new Burst(5000, 10)], capture.Flow().Bursts);
    }

    [Fact]
    public void Every_datagram_of_the_source_starts_a_burst_even_an_empty_one()
    {
        var empty = Frames.Udp("192.168.1.50:40000", "203.0.113.9:5000", []);
        Assert.Equal([new Burst(0, 0), new Burst(5000, 0)],
            new Capture().Add(0, empty).Add(0.1, empty).Add(5, empty).Flow().Bursts);
    }

    [Fact]
    public void The_time_of_a_burst_is_its_packet_time_cut_to_milliseconds()
    {
        var flow = new Capture().Handshake(0.0009).Out(0.1, "PA", 101, 10).Out(5.0001, "PA", 111, 10).Flow();
        Assert.Equal(Capture.At(0), flow.At);
        Assert.Equal(Capture.At(5), flow.At.AddMilliseconds(flow.Bursts[1].OffsetMs));
    }

    [Fact]
    public void A_clock_that_steps_back_gives_no_burst_before_its_record()
    {
        var flow = new Capture().Handshake(10).Out(10.1, "PA", 101, 10).Out(9, "PA", 111, 10).Out(9.6, "PA", 121, 10)
            .Flow();
        Assert.Equal([new Burst(0, 20), new Burst(0, 10)], flow.Bursts);
    }
}
