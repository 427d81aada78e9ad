using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Tests.Packets;

public class FlowSliceTests
{
    /// <summary>A connection in which the device sends 10 bytes every 20 s and the server acknowledges.</summary>
    private static Capture Heartbeat(int beats)
    {
        var capture = new Capture().Handshake(0);
        for (var i = 0; i < beats; i++)
            capture.Out(20 * i + 0.1, "PA", (uint)(101 + 10 * i), 10).In(20 * i + 0.2, "A", 501);
        return capture;
    }

    [Fact]
    public void A_long_flow_is_a_series_of_records_with_one_id()
    {
        var flows = Heartbeat(7).Flows();
        Assert.Equal([false, true, true], flows.Select(f => f.Continues));
        Assert.Equal([FlowState.Interim, FlowState.Interim, FlowState.Established], flows.Select(f => f.State));
        Assert.Single(flows.Select(f => f.FlowId).Distinct());
        Assert.Equal([Capture.At(0), Capture.At(60.1), Capture.At(120.1)], flows.Select(f => f.At));
        Assert.Equal([new Burst(0, 10), new Burst(20_100, 10), new Burst(40_100, 10)], flows[0].Bursts);
        Assert.Equal([new Burst(0, 10), new Burst(20_000, 10), new Burst(40_000, 10)], flows[1].Bursts);
    }

    [Fact]
    public void No_byte_and_no_packet_is_lost_or_counted_twice_in_slicing()
    {
        var flows = Heartbeat(50).In(1100, "PA", 501, 100).Flows();
        Assert.Equal(52, flows.Sum(f => f.PacketsOut));
        Assert.Equal(52, flows.Sum(f => f.PacketsIn));
        Assert.Equal(2 * 40 + 50 * 50, flows.Sum(f => f.BytesOut));
        Assert.Equal(51 * 40 + 140, flows.Sum(f => f.BytesIn));
        Assert.Equal(50, flows.Sum(f => f.Bursts.Count));
    }

    [Fact]
    public void Slices_with_only_answers_give_no_record_until_the_device_sends_payload()
    {
        var capture = new Capture().Handshake(0).Out(0.1, "PA", 101, 10);
        for (var i = 1; i <= 10; i++)
            capture.In(30 * i, "PA", (uint)(501 + 10 * i), 10).Out(30 * i + 0.1, "A", 111);
        var flows = capture.Out(310, "PA", 111, 5).Flows();
        Assert.Equal(2, flows.Count);
        Assert.Equal(Capture.At(310), flows[1].At);
        Assert.Equal([new Burst(0, 5)], flows[1].Bursts);
        Assert.Equal(11, flows.Sum(f => f.PacketsIn));
    }

    [Fact]
    public void The_last_answers_are_recorded_at_the_end_without_a_burst()
    {
        var flows = new Capture().Handshake(0).Out(0.1, "PA", 101, 10).In(100, "PA", 501, 10).Flows();
        Assert.Equal(2, flows.Count);
        Assert.True(flows[1].Continues);
        Assert.Empty(flows[1].Bursts);
        Assert.Equal(50, flows[1].BytesIn);
    }

    [Fact]
    public void A_slice_of_continuous_sending_has_bytes_but_no_new_burst()
    {
        var capture = new Capture().Handshake(0);
        for (var i = 0; i < 650; i++)
            capture.Out(0.1 + i * 0.1, "A", (uint)(101 + 100 * i), 100);
        var flows = capture.Flows();
        Assert.Equal(2, flows.Count);
        Assert.Single(flows[0].Bursts);
        Assert.Empty(flows[1].Bursts);
        Assert.True(flows[1].BytesOut > 1000);
    }

    [Fact]
    public void A_slice_is_recorded_in_time_while_its_flow_is_idle()
    {
        // Packets of another device advance the clock; the first record must not wait for the end of its flow.
        var capture = new Capture().Handshake(0).Out(0.1, "PA", 101, 10).Out(59, "PA", 111, 10);
        for (var i = 1; i < 200; i++)
            capture.Add(i, Frames.Udp("192.168.1.60:5353", "224.0.0.251:5353", new byte[20]));
        var times = capture.Read().Select(o => o.At).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(0, capture.Report.Reasons.GetValueOrDefault("late"));
    }

    [Fact]
    public void Reading_twice_gives_the_same_records()
    {
        static IEnumerable<string> Read() =>
            Heartbeat(20).Flows().Select(f => $"{f with { Bursts = [] }} {string.Join(' ', f.Bursts)}");
        Assert.Equal(Read(), Read());
    }
}
