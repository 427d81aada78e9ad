using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Tests.Captures;

namespace IoTWatch.Inputs.Tests.Zeek;

public sealed class NameJoinTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_of_ssl_and_http_are_on_the_flow_whatever_the_order_of_the_files()
    {
        _folder.Add("a-conn.log", Some.Conn(Some.ConnRow(uid: "C1"), Some.ConnRow(uid: "C2"), Some.ConnRow(uid: "C3")));
        _folder.Add("b-ssl.log", Some.Ssl(Some.SslRow("C1", "mqtt.vendor.example")));
        _folder.Add("0-http.log",
            Some.Http(Some.HttpRow("C2", "web.vendor.example:8080"), Some.HttpRow("C2", "later.example")));
        var flows = Flows();
        Assert.Equal(["mqtt.vendor.example", null, null], flows.Select(flow => flow.ServerName));
        Assert.Equal([null, "web.vendor.example:8080", null], flows.Select(flow => flow.HttpHost));
        Assert.Equal(6, _folder.Report.Rows);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("(empty)")]
    [InlineData("")]
    public void An_empty_host_is_no_name(string host)
    {
        _folder.Add("conn.log", Some.Conn(Some.ConnRow(uid: "C2")));
        _folder.Add("http.log", Some.Http(Some.HttpRow("C2", host)));
        Assert.Null(Assert.Single(Flows()).HttpHost);
    }

    [Fact]
    public void An_ssl_row_without_its_conn_row_is_a_flow_itself()
    {
        _folder.Add("conn.log", Some.Conn(Some.ConnRow(uid: "C1")));
        _folder.Add("ssl.log", Some.Ssl(Some.SslRow("C1", "a.example"), Some.SslRow("C7", "b.example")));
        var flow = Flows()[1];
        Assert.Equal(("b.example", "C7", 443), (flow.ServerName, flow.FlowId, flow.Destination.Port));
        Assert.Equal(TransportProtocol.Tcp, flow.Protocol);
    }

    [Fact]
    public void Requests_in_one_connection_without_its_conn_row_continue_it()
    {
        var flows =
            _folder.Read(_folder.Add("http.log",
                Some.Http(Some.HttpRow("C1", "a.example"), Some.HttpRow("C1", "a.example", at: 1545403877))))
                    .Cast<FlowObservation>().ToList();
        Assert.Equal([false, true], flows.Select(flow => flow.Continues));
        Assert.Equal(new Burst(0, 12), Assert.Single(flows[1].Bursts));
        Assert.Equal((12, 612), (flows[0].BytesOut, flows[0].BytesIn));
    }

    [Fact]
    public void One_json_file_may_hold_all_logs()
    {
        const string ends = "\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":4000,\"id.resp_h\":\"192.0.2.1\","
            + "\"id.resp_p\":443,\"proto\":\"tcp\"";
        var path = _folder.Add("all.json",
            $"{{\"_path\":\"conn\",\"ts\":1545403817.0,\"uid\":\"C1\",{ends}}}\n"
            + $"{{\"_path\":\"weird\",\"ts\":1545403817.0,\"uid\":\"C1\"}}\n"
            + $"{{\"_path\":\"ssl\",\"ts\":1545403817.0,\"uid\":\"C1\",{ends},\"server_name\":\"a.example\"}}\n");
        Assert.Equal("a.example", Assert.IsType<FlowObservation>(Assert.Single(_folder.Read(path))).ServerName);
        Assert.Equal(1, _folder.Report.Reasons["unused-log"]);
    }

    [Fact]
    public void A_connection_still_open_counts_once_and_not_beside_its_final_row()
    {
        _folder.Add("open_conn.1.log",
            Some.Log("open_conn", Some.ConnFields, Some.ConnRow(uid: "C1", duration: "10"),
                Some.ConnRow(uid: "C2", duration: "10", at: 1545403815)));
        _folder.Add("open_conn.2.log",
            Some.Log("open_conn", Some.ConnFields, Some.ConnRow(uid: "C1", duration: "70"),
                Some.ConnRow(uid: "C2", duration: "70", at: 1545403815)));
        _folder.Add("conn.log", Some.Conn(Some.ConnRow(uid: "C1", duration: "90")));
        Assert.Equal([70_000, 90_000], Flows().Select(flow => flow.DurationMs));
        Assert.Equal(3, _folder.Report.Reasons["superseded"]);
    }

    [Fact]
    public void A_continued_log_is_counted_once()
    {
        _folder.Add("a-conn.log", Some.Conn(Some.ConnRow(uid: "C1")) + Some.Http(Some.HttpRow("C2", "a.example")));
        _folder.Add("b-conn.log", Some.Conn(Some.ConnRow(uid: "C3"), "cut"));
        Assert.Equal([null, null, "a.example"], Flows().Select(flow => flow.HttpHost).Order());
        Assert.Equal((4, 1), (_folder.Report.Rows, _folder.Report.Reasons["short-row"]));
    }

    [Fact]
    public void A_set_too_large_for_memory_has_the_same_order()
    {
        const int rows = 130_000;
        _folder.Add("a-conn.log",
            Some.Conn([.. Enumerable.Range(0, rows).Select(i => Some.ConnRow(uid: "A", at: 1545400001 + 2 * i))]));
        _folder.Add("b-conn.log",
            Some.Conn([.. Enumerable.Range(0, rows).Select(i => Some.ConnRow(uid: "B", at: 1545400000 + 2 * i))]));
        var flows = Flows();
        Assert.Equal((2 * rows, 2 * rows), (flows.Count, _folder.Report.Rows));
        Assert.Equal(Enumerable.Range(0, 2 * rows), flows.Select(flow => (int)(flow.At - flows[0].At).TotalSeconds));
    }

    private List<FlowObservation> Flows() => [.. _folder.Read().Cast<FlowObservation>()];
}
