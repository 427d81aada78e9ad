using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Packets;

namespace IoTWatch.Inputs.Tests.Packets;

public class FlowEndTests
{
    [Fact]
    public void A_connection_closed_both_ways_has_ended_and_its_last_acknowledgement_is_no_new_flow()
    {
        var flow = new Capture().Handshake(0).Out(0.1, "PA", 101, 10).In(0.2, "PA", 501, 20)
            .Out(0.3, "FA", 111).In(0.4, "FA", 521).Out(0.5, "A", 112).Flow();
        Assert.Equal(FlowState.Ended, flow.State);
        Assert.Equal((5, 3), (flow.PacketsOut, flow.PacketsIn));
        Assert.Equal(500, flow.DurationMs);
    }

    [Fact]
    public void A_refused_connection_is_a_reset()
    {
        var flow = new Capture().Out(0, "S", 100).In(0.01, "RA", 0).Flow();
        Assert.Equal(FlowState.Reset, flow.State);
    }

    [Fact]
    public void SYNs_without_any_answer_are_one_unanswered_flow()
    {
        var flow = new Capture().Out(0, "S", 100).Out(1, "S", 100).Out(3, "S", 100).Out(7, "S", 100).Flow();
        Assert.Equal(FlowState.Unanswered, flow.State);
        Assert.Equal([new Burst(0, 0)], flow.Bursts);
        Assert.Equal(4, flow.PacketsOut);
    }

    [Fact]
    public void A_SYN_with_another_sequence_number_is_a_new_flow()
    {
        var flows = new Capture().Out(0, "S", 100).Out(5, "S", 7777).Flows();
        Assert.Equal([Capture.At(0), Capture.At(5)], flows.Select(f => f.At));
        Assert.All(flows, f => Assert.False(f.Continues));
        Assert.Equal(2, flows.Select(f => f.FlowId).Distinct().Count());
    }

    [Fact]
    public void A_SYN_captured_after_its_answer_is_no_new_flow()
    {
        var flow = new Capture().In(0, "SA", 500).Out(0.001, "S", 100).Out(0.002, "A", 101).Flow();
        Assert.Equal(Frames.End(Capture.Device), flow.Source);
    }

    [Fact]
    public void Datagrams_a_minute_apart_are_two_flows_and_closer_ones_are_one()
    {
        var datagram = Frames.Udp("192.168.1.50:40000", "203.0.113.9:5000", new byte[5]);
        Assert.Equal(2, new Capture().Add(0, datagram).Add(61, datagram).Flows().Count(f => !f.Continues));
        Assert.Equal(1, new Capture().Add(0, datagram).Add(55, datagram).Flows().Count(f => !f.Continues));
        Assert.All(new Capture().Add(0, datagram).Add(61, datagram).Flows(), f =>
            Assert.Equal(FlowState.Established, f.State));
    }

    [Fact]
    public void A_connection_is_held_open_for_five_minutes_of_silence()
    {
        Capture Silent(double seconds) =>
            new Capture().Handshake(0).Out(0.1, "PA", 101, 10).Out(seconds, "PA", 111, 10);
        Assert.Equal(1, Silent(295).Flows().Count(f => !f.Continues));
        Assert.Equal(2, Silent(305).Flows().Count(f => !f.Continues));
    }

    [Fact]
    public void A_full_table_evicts_the_longest_idle_flow_and_counts_it()
    {
        var report = new ReadReport();
        var flows = new List<FlowObservation>();
        var assembler = new FlowAssembler(o => flows.Add((FlowObservation)o), report, maxFlows: 3);
        for (var i = 0; i < 5; i++)
            assembler.Add(1, Capture.At(i), Frames.Udp($"192.168.1.{50 + i}:40000", "203.0.113.9:5000", new byte[5]),
                0);
        Assert.Equal(["192.168.1.50", "192.168.1.51"], flows.Select(f => f.Source.Address.ToString()));
        assembler.Complete();
        Assert.Equal(5, flows.Count);
        Assert.Equal(2, report.Reasons["evicted-flow"]);
    }

    [Fact]
    public void One_wrong_timestamp_ends_and_delays_no_flow()
    {
        var capture = new Capture().Handshake(0).Out(0.1, "PA", 101, 10)
            .Add(1e9, Frames.Udp("192.168.1.60:40000", "203.0.113.9:5000", new byte[5]))
            .Out(5, "PA", 111, 10);
        Assert.Equal(2, capture.Flow().Bursts.Count);
        Assert.Equal(1, capture.Report.Reasons["bad-time"]);
    }

    [Fact]
    public void A_long_pause_in_the_capture_is_no_wrong_timestamp()
    {
        var capture = new Capture();
        for (var i = 0; i < 4; i++)
            capture.Handshake(7200 * i);
        Assert.Equal([0, 7200, 14_400, 21_600], capture.Flows().Select(f => (f.At - Capture.Start).TotalSeconds));
        Assert.Empty(capture.Report.Reasons);
    }

    [Fact]
    public void Packets_after_a_time_that_jumped_far_back_are_counted_as_late()
    {
        var capture = new Capture();
        for (var i = 0; i < 100; i++)
            capture.Add(10_000 + i * 10, Frames.Udp($"192.168.1.50:{40000 + i}", "203.0.113.9:5000", new byte[5]));
        for (var i = 0; i < 100; i++)
            capture.Add(i * 10, Frames.Udp($"192.168.1.51:{40000 + i}", "203.0.113.9:5000", new byte[5]));
        var flows = capture.Flows();
        Assert.Equal(flows.Select(f => f.At).Order(), flows.Select(f => f.At));
        Assert.Equal(200 - flows.Count, capture.Report.Reasons["late"]);
    }
}
