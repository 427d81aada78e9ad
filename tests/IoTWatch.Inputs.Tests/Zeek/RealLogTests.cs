using System.Diagnostics;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;
using IoTWatch.Tests;

namespace IoTWatch.Inputs.Tests.Zeek;

public class RealLogTests(ITestOutputHelper output)
{
    [Fact]
    public void Three_days_of_hourly_logs_come_out_as_one_timeline()
    {
        var (observations, report) = Read("simulated/rita-missing-host");
        var flows = observations.OfType<FlowObservation>().ToList();
        Assert.Equal(105_918, flows.Count);
        Assert.Equal(105_918 + 18_829 + 5_432, report.Rows);
        Assert.Equal(5_432, observations.OfType<DnsObservation>().Count() + report.Reasons["dns-unanswered"]);
        Assert.Equal(216, report.Files);
        Assert.Equal("README", Path.GetFileName(Assert.Single(report.Unreadable).Split(':')[0]));

        var beacon =
            flows.Where(flow => flow.Source.Address.ToString() == "73.54.23.243"
                && flow.Destination.ToString() == "64.225.56.201:80").ToList();
        Assert.Equal(950, beacon.Count);
        Assert.All(beacon, flow => Assert.Null(flow.HttpHost));
        Assert.Contains(flows, flow => flow.HttpHost == "venomlaunchpad.com");
    }

    [Theory]
    [InlineData("malicious/iot23-Malware-34-1-conn.log.labeled.gz", 23_145)]
    [InlineData("malicious/iot23-Malware-Capture-42-1-conn.log.labeled.gz", 4_426)]
    [InlineData("malicious/iot23-Malware-Capture-44-1-conn.log.labeled.gz", 237)]
    [InlineData("benign/iot23-Honeypot-Capture-4-1-conn.log.labeled.gz", 452)]
    [InlineData("benign/iot23-Honeypot-Capture-7-1-conn.log.labeled.gz", 130)]
    public void Labelled_logs_are_read_to_the_last_row_and_sorted(string path, int rows)
    {
        var (observations, report) = Read(path);
        Assert.Equal(rows, observations.Count);
        Assert.Equal(rows, report.Rows);
        Assert.Empty(report.Reasons);
    }

    [Fact]
    public void Json_with_underscores_gives_MAC_addresses()
    {
        var (observations, report) = Read("malicious/apt29-day1");
        var c2 = observations.OfType<FlowObservation>()
            .Where(flow => flow.Destination.ToString() == "192.168.0.4:8443"
            && flow.Source.Address.ToString() == "10.0.1.6").ToList();
        Assert.Equal(376, c2.Count);
        Assert.All(c2, flow => Assert.True(flow.Mac.IsKnown));
        Assert.Equal(["dns-unanswered"], report.Reasons.Keys);
    }

    [Fact]
    public void Unusual_logs_are_read_or_rejected_without_an_exception()
    {
        var (observations, report) = Read("robustness/rita-zeek-odd");
        Assert.NotEmpty(observations);
        Assert.Equal(2, report.Unreadable.Count);
        Assert.Equal(2, report.Reasons["short-row"]);
        Assert.Equal(1, report.Reasons["bad-json"]);
        Assert.Equal(1, report.Reasons["bad-field"]);
    }

    [Fact]
    public void A_log_without_conn_rows_gives_a_flow_for_each_handshake()
    {
        var (observations, _) = Read("throughput");
        Assert.Equal(49_474, observations.OfType<FlowObservation>().Count());
        Assert.Equal(44_116, observations.OfType<DnsObservation>().Count());
        Assert.Contains(observations.OfType<FlowObservation>(), flow => flow.ServerName is not null);
    }

    private (List<Observation> Observations, ReadReport Report) Read(string relative)
    {
        var report = new ReadReport();
        var clock = Stopwatch.StartNew();
        List<Observation> observations = [.. new CaptureSet([SharedData.Path(relative)]).Read(report)];
        output.WriteLine($"{report.Rows} rows in {clock.Elapsed.TotalMilliseconds:F0} ms, "
            + $"{report.Rows / clock.Elapsed.TotalSeconds:F0} rows/s");
        for (var i = 1; i < observations.Count; i++)
            Assert.True(observations[i - 1].At <= observations[i].At);
        Assert.Equal(observations.Count, report.Observations);
        return (observations, report);
    }
}
