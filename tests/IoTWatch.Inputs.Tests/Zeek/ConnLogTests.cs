using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Tests.Captures;

namespace IoTWatch.Inputs.Tests.Zeek;

public sealed class ConnLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_becomes_one_flow_that_counts_bytes_at_the_ip_layer()
    {
        var flow = Assert.IsType<FlowObservation>(Assert.Single(Read(Some.Conn(Some.ConnRow()))));
        Assert.Equal(new DateTime(2018, 12, 21, 14, 50, 16, 962, DateTimeKind.Utc), flow.At);
        Assert.Equal("192.168.1.195:41040", flow.Source.ToString());
        Assert.Equal("185.244.25.235:80", flow.Destination.ToString());
        Assert.Equal(TransportProtocol.Tcp, flow.Protocol);
        Assert.Equal(3139, flow.DurationMs);
        Assert.Equal((570, 506, 5, 4), (flow.BytesOut, flow.BytesIn, flow.PacketsOut, flow.PacketsIn));
        Assert.Equal(FlowState.Ended, flow.State);
        Assert.Empty(flow.Bursts);
        Assert.False(flow.Mac.IsKnown);
        Assert.Equal(1, _folder.Report.Rows);
    }

    [Fact]
    public void The_header_defines_the_columns_and_unknown_ones_are_skipped()
    {
        var log =
            Some.Log("conn", "_node_name resp_l2_addr proto id.resp_p id.resp_h id.orig_p id.orig_h uid novelty ts "
                + "orig_l2_addr orig_bytes",
            "worker-1 12:34:56:78:9a:bc udp 123 10.0.0.4 124 10.0.1.6 Cabc x 1545403816.5 00:0d:3a:4d:42:f2 48");
        var flow = Assert.IsType<FlowObservation>(Assert.Single(Read(log)));
        Assert.Equal("10.0.1.6:124", flow.Source.ToString());
        Assert.Equal("10.0.0.4:123", flow.Destination.ToString());
        Assert.Equal("00:0d:3a:4d:42:f2", flow.Mac.ToString());
        Assert.Equal("12:34:56:78:9a:bc", flow.DestinationMac.ToString());
        Assert.Equal(48, flow.BytesOut);
        Assert.Equal(500, flow.At.Millisecond);
    }

    [Theory]
    [InlineData("S0", FlowState.Unanswered)]
    [InlineData("SH", FlowState.Unanswered)]
    [InlineData("REJ", FlowState.Reset)]
    [InlineData("RSTO", FlowState.Reset)]
    [InlineData("RSTR", FlowState.Reset)]
    [InlineData("RSTOS0", FlowState.Reset)]
    [InlineData("RSTRH", FlowState.Reset)]
    [InlineData("SF", FlowState.Ended)]
    [InlineData("S1", FlowState.Established)]
    [InlineData("SHR", FlowState.Established)]
    [InlineData("OTH", FlowState.Established)]
    [InlineData("-", FlowState.Established)]
    public void Conn_states_are_mapped_to_flow_states(string zeek, FlowState state) =>
        Assert.Equal(state,
            Assert.IsType<FlowObservation>(Assert.Single(Read(Some.Conn(Some.ConnRow(state: zeek))))).State);

    [Fact]
    public void Types_and_codes_of_icmp_are_not_ports()
    {
        var flows = Read(Some.Conn(
            "1545403816 C1 192.168.1.5 8 192.168.1.1 0 icmp - - - - OTH 1 84 0 0 -",
            "1545403817 C2 fe80::1 135 ff02::1:ff00:1 136 icmp - - - - OTH 1 72 0 0 -")).Cast<FlowObservation>()
                .ToList();
        Assert.Equal([TransportProtocol.Icmp, TransportProtocol.Icmpv6], flows.Select(flow => flow.Protocol));
        Assert.All(flows, flow => Assert.Equal(0, flow.Source.Port + flow.Destination.Port));
    }

    [Fact]
    public void The_header_may_define_another_separator()
    {
        var log = Some.Conn(Some.ConnRow()).Replace("\\x09", "\\x7c", StringComparison.Ordinal).Replace('\t', '|');
        Assert.Single(Read(log));
    }

    [Theory]
    [InlineData(Some.ConnFields + "   label   detailed-label", "   Benign   -")]
    [InlineData(Some.ConnFields + " label detailed-label", "   Malicious   C&C")]
    [InlineData(Some.ConnFields + " label detailed-label", " benign -")]
    public void Label_columns_may_be_separated_by_three_spaces(string fields, string labels)
    {
        Assert.Single(Read(Some.Log("conn", fields, Some.ConnRow() + labels)));
        Assert.Empty(_folder.Report.Reasons);
    }

    [Fact]
    public void A_header_within_the_file_replaces_the_first()
    {
        var other =
            Some.Log("conn", "uid ts proto id.resp_h id.resp_p id.orig_h "
                + "id.orig_p", "C9 1545403900 udp 192.0.2.1 53 192.168.1.9 4000");
        var flows = Read(Some.Conn(Some.ConnRow()) + other).Cast<FlowObservation>().ToList();
        Assert.Equal(["185.244.25.235:80", "192.0.2.1:53"], flows.Select(flow => flow.Destination.ToString()));
        Assert.Equal(0, flows[1].BytesOut);
    }

    [Theory]
    [InlineData("1545403816 C1 192.168.1.5 41040 185.244.25.235 80 tcp - 0.065", "short-row")]
    [InlineData("1545403816 C1 192.168.1.5 93145 185.244.25.235 80 tcp - 1 1 1 SF 1 1 1 1 -", "bad-field")]
    [InlineData("1545403816 C1 192.168.1.500 1 185.244.25.235 80 tcp - 1 1 1 SF 1 1 1 1 -", "bad-field")]
    [InlineData("yesterday C1 192.168.1.5 1 185.244.25.235 80 tcp - 1 1 1 SF 1 1 1 1 -", "bad-field")]
    [InlineData("-5 C1 192.168.1.5 1 185.244.25.235 80 tcp - 1 1 1 SF 1 1 1 1 -", "bad-field")]
    [InlineData("1545403816 C1 192.168.1.5 1 185.244.25.235 80 tcp - 1 1 1 SF 1 "
        + "99999999999999999999 1 1 -", "bad-field")]
    public void A_row_that_cannot_be_used_is_counted_and_the_next_one_read(string row, string reason)
    {
        Assert.Single(Read(Some.Conn(row, Some.ConnRow())));
        Assert.Equal(1, Assert.Contains(reason, _folder.Report.Reasons));
        Assert.Equal(2, _folder.Report.Rows);
    }

    [Theory]
    [InlineData("id.", "\"_path\":\"conn\",")]
    [InlineData("id.", "")]
    [InlineData("id_", "\"@stream\":\"conn\",\"@proc\":\"zeek\",")]
    public void Json_gives_the_same_flow_as_the_tab_separated_form(string id, string path)
    {
        var json =
            $$"""{{{path}}"ts":1545403816.962094,"uid":"CrDn63WjJEmrWGjqf","{{id}}orig_h":"192.168.1.195","""
                + $$""" "{{id}}orig_p":41040,"{{id}}resp_h":"185.244.25.235","{{id}}resp_p":80,"proto":"tcp","""
                + $$""" "duration":3.139211,"orig_bytes":310,"resp_bytes":298,"conn_state":"SF","new":{"a":[1,{}]},"""
                + $$""" "orig_pkts":5,"orig_ip_bytes":570,"resp_pkts":4,"resp_ip_bytes":506}""";
        Assert.Equal(Read(Some.Conn(Some.ConnRow())), Read(json + "\n"));
        Assert.Equal(Read(json),
            Read(json.Replace("1545403816.962094", "\"2018-12-21T14:50:16.962094Z\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Rows_out_of_time_order_come_out_sorted()
    {
        var times =
            Read(Some.Conn(Some.ConnRow(at: 1545403830), Some.ConnRow(at: 1545403810), Some.ConnRow(at: 1545403820)))
                .Select(o => o.At.Second);
        Assert.Equal([10, 20, 30], times);
    }

    private List<Observation> Read(string log) => _folder.Read(_folder.Add("some.log", log));
}
