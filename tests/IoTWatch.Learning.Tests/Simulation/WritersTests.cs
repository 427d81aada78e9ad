using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Tests.Simulation;

public class WritersTests
{
    private static readonly ScenarioOptions Options = new() { Duration = TimeSpan.FromMinutes(40) };

    [Fact]
    public void Telemetry_lines_give_back_the_same_observations()
    {
        var (read, report) = WriteAndRead("kettle", SimulationFormat.Jsonl);

        Assert.Empty(report.Reasons);
        Assert.Equal(Some.Observations("kettle", Options).Select(Some.Text), read.Select(Some.Text));
    }

    [Fact]
    public void A_packet_capture_gives_back_the_flows_with_sizes_bursts_and_names()
    {
        var (read, report) = WriteAndRead("kettle", SimulationFormat.Pcap);
        var expected = Flows(Some.Observations("kettle", Options));
        var flows = Flows(read);

        Assert.Empty(report.Reasons);
        Assert.Equal(expected.Keys.Order(), flows.Keys.Order());
        Assert.All(expected, pair =>
        {
            var (source, seen) = (pair.Value, flows[pair.Key]);
            Assert.Equal(source.Sum(f => f.BytesOut), seen.Sum(f => f.BytesOut));
            Assert.Equal(source.Sum(f => f.BytesIn), seen.Sum(f => f.BytesIn));
            Assert.Equal(source[0].At, seen[0].At);
            Assert.Equal(source[0].ServerName, seen[0].ServerName);
            Assert.Equal(Bursts(source), Bursts(seen));
            if (source[^1].State is FlowState.Ended or FlowState.Unanswered)
                Assert.Equal(source[^1].State, seen[^1].State);
        });
    }

    [Fact]
    public void A_packet_capture_gives_back_look_ups_and_host_names()
    {
        var (read, _) = WriteAndRead("kettle", SimulationFormat.Pcap);
        var source = Some.Observations("kettle", Options);

        Assert.Equal(DnsAnswers(source), DnsAnswers(read));
        Assert.Equal(HostNames(source), HostNames(read));
    }

    [Fact]
    public void Zeek_logs_give_back_connections_and_look_ups()
    {
        var (read, report) = WriteAndRead("kettle", SimulationFormat.Zeek);
        var source = Some.Observations("kettle", Options);

        Assert.Empty(report.Reasons);
        Assert.Equal(DnsAnswers(source), DnsAnswers(read));
        Assert.Equal(HostNames(source), HostNames(read));
        var expected = Flows(source);
        var flows = Flows(read);
        Assert.Equal(expected.Keys.Order(), flows.Keys.Order());
        Assert.All(
            expected, pair => Assert.Equal(pair.Value.Sum(f => f.BytesOut), flows[pair.Key].Sum(f => f.BytesOut)));
        Assert.All(expected, pair => Assert.Equal(pair.Value[0].Mac, flows[pair.Key][0].Mac));
    }

    [Theory]
    [InlineData(SimulationFormat.Pcap)]
    [InlineData(SimulationFormat.Zeek)]
    [InlineData(SimulationFormat.Jsonl)]
    public void Writing_twice_gives_the_same_bytes_and_leaves_no_partial_files(SimulationFormat format)
    {
        var (first, second) = (Some.Folder(), Some.Folder());
        var result = SimulationWriter.Write(Scenario.Find("beacon")!, Options, format, first);
        SimulationWriter.Write(Scenario.Find("beacon")!, Options, format, second);

        Assert.Equal(
            result.Files.Select(Path.GetFileName).Order(), Directory.GetFiles(first).Select(Path.GetFileName).Order());
        Assert.All(
            Directory.GetFiles(first),
            f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(Path.Combine(second, Path.GetFileName(f)))));
    }

    [Fact]
    public void Nothing_is_left_behind_when_writing_fails()
    {
        var folder = Some.Folder();
        var faulty = new ScenarioOptions { BeaconAddress = "not an address" };

        Assert.Throws<FormatException>(
            () => SimulationWriter.Write(Scenario.Find("beacon")!, faulty, SimulationFormat.Pcap, folder));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Labels_contain_the_beacon_channel()
    {
        var folder = Some.Folder();
        SimulationWriter.Write(
            Scenario.Find("beacon")!, Options with { PeriodSeconds = 45, InFlow = true }, SimulationFormat.Pcap,
            folder);
        using var labels = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "labels.json")));
        var capture = labels.RootElement.GetProperty("captures")[0];
        var channel = capture.GetProperty("malicious")[0];

        Assert.Equal("simulated.pcap", capture.GetProperty("files")[0].GetString());
        Assert.Equal("203.0.113.44", channel.GetProperty("address").GetString());
        Assert.Equal(443, channel.GetProperty("port").GetInt32());
        Assert.Equal(45, channel.GetProperty("period_s").GetDouble());
        Assert.True(channel.GetProperty("in_flow").GetBoolean());
    }

    private static (List<Observation> Observations, ReadReport Report) WriteAndRead(
        string scenario, SimulationFormat format)
    {
        var folder = Some.Folder();
        var files = SimulationWriter.Write(Scenario.Find(scenario)!, Options, format, folder).Files.Where(
            f => !f.EndsWith("labels.json", StringComparison.Ordinal));
        var report = new ReadReport();
        return ([.. new CaptureSet([.. files]).Read(report)], report);
    }

    /// <summary>Returns the TCP and NTP records of the device by connection.</summary>
    private static Dictionary<string, FlowObservation[]> Flows(IEnumerable<Observation> observations) =>
        observations.OfType<FlowObservation>()
            .Where(f => f.Destination.Port is 443 or 8883 or 123)
            .GroupBy(f => $"{f.Source} {f.Destination} {f.Protocol}")
            .ToDictionary(g => g.Key, g => g.OrderBy(f => f.At).ToArray());

    private static long[] Bursts(IEnumerable<FlowObservation> flows) =>
        [.. flows.SelectMany(
            f => f.Bursts.Select(b => new DateTimeOffset(f.At).ToUnixTimeMilliseconds() + b.OffsetMs))];

    private static IEnumerable<string> DnsAnswers(IEnumerable<Observation> observations) =>
        observations.OfType<DnsObservation>()
            .Select(d => $"{d.At:O} {d.Client} {d.Query} {string.Join(',', d.Answers)} {d.TtlSeconds}")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> HostNames(IEnumerable<Observation> observations) =>
        observations.OfType<LeaseObservation>().Where(l => l.HostName is not null)
            .Select(l => $"{l.Mac} {l.Address} {l.HostName}").Distinct().Order(StringComparer.Ordinal);
}
