using System.IO.Compression;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Packets;
using IoTWatch.Tests;

namespace IoTWatch.Inputs.Tests.Packets;

public class RealCaptureTests
{
    private static List<Observation> Read(string relative)
    {
        using var file = File.OpenRead(SharedData.Path(relative));
        using Stream stream = relative.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress) : file;
        return [.. PacketCapture.Read(stream, new ReadReport())];
    }

    private static double Median(IEnumerable<double> values) =>
        values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : double.NaN;

    /// <summary>Gaps between bursts at least a second apart, within each flow.</summary>
    private static List<double> Gaps(IEnumerable<FlowObservation> flows) =>
        [.. flows.GroupBy(f => f.FlowId).SelectMany(flow =>
    {
        var times = flow.SelectMany(f => f.Bursts.Select(b => f.At.AddMilliseconds(b.OffsetMs))).Order().ToList();
        return times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds);
    })];

    [Fact]
    public void The_heartbeat_inside_the_bridge_s_long_connections_is_seen()
    {
        var gaps =
            Gaps(Read("benign/ultraloq-hub-01.pcap.gz").OfType<FlowObservation>()
                .Where(f => f.Destination.Port == 8883));
        Assert.True(gaps.Count > 5000);
        Assert.InRange(Median(gaps), 59.2, 61.2);
    }

    [Fact]
    public void The_heartbeat_inside_the_trojan_s_connection_is_seen()
    {
        var flows = Read("malicious/asyncrat-9596cf60.pcap").OfType<FlowObservation>()
            .Where(f => f.Destination == Frames.End("94.156.71.237:4782"));
        Assert.InRange(Median(Gaps(flows)), 0.98, 1.06);
    }

    [Fact]
    public void Every_connection_of_the_simulated_beacon_is_one_flow()
    {
        var flows = Read("simulated/slips-test-cc-capture-1.pcap").OfType<FlowObservation>()
            .Where(f => f.Destination == Frames.End("141.193.213.21:443") && !f.Continues).ToList();
        Assert.Equal(297, flows.Count);
        Assert.InRange(Median(flows.Zip(flows.Skip(1), (a, b) => (b.At - a.At).TotalSeconds)), 2.15, 2.25);
        Assert.All(flows, f => Assert.Equal("testing.com", f.ServerName));
    }

    [Fact]
    public void Every_kettle_capture_gives_the_address_and_name_of_the_kettle()
    {
        var folder = SharedData.Path("iot_sentinel/iKettle2");
        Assert.True(MacAddress.TryParse(File.ReadAllText(Path.Combine(folder, "_iotdevice-mac.txt")), out var kettle));
        var captures = Directory.GetFiles(folder, "*.pcap");
        Assert.Equal(10, captures.Length);
        Assert.All(captures, path => Assert.Contains(
            Read("iot_sentinel/iKettle2/" + Path.GetFileName(path)).OfType<LeaseObservation>(),
            l => l.Mac == kettle && l.Address.IsKnown && l.HostName is { Length: > 0 }));
    }
}
