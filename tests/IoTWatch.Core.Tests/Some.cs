using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests;

/// <summary>Builders with sensible defaults.</summary>
internal static class Some
{
    public static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    public static readonly MacAddress Kettle = new(0x0022_33AA_BB01);
    public static readonly IpAddress KettleIp = IpAddress.Parse("192.168.1.50");
    public static readonly IpAddress Foreign = IpAddress.Parse("203.0.113.44");

    public static FlowObservation Flow(
        double atSeconds, IpAddress? to = null, ushort port = 443, string? name = null, MacAddress? mac = null,
        IpAddress? from = null) => new()
        {
            At = Start.AddSeconds(atSeconds),
            Mac = mac ?? Kettle,
            Source = new Endpoint(from ?? KettleIp, 49_152),
            Destination = new Endpoint(to ?? Foreign, port),
            Protocol = TransportProtocol.Tcp,
            BytesOut = 310,
            BytesIn = 298,
            PacketsOut = 5,
            PacketsIn = 4,
            State = FlowState.Ended,
            ServerName = name,
        };

    /// <summary>Calls every <paramref name="period"/> seconds, give or take a share of it.</summary>
    public static IEnumerable<FlowObservation> Beacon(
        double period, int count, double jitter = 0, int seed = 1, IpAddress? to = null, ushort port = 443,
        string? name = null)
    {
        var random = new Random(seed);
        double at = 0;
        for (var i = 0; i < count; i++)
        {
            yield return Flow(at, to, port, name);
            at += period * (1 + jitter * (2 * random.NextDouble() - 1));
        }
    }

    /// <summary>Memoryless calls.</summary>
    public static IEnumerable<FlowObservation> Poisson(double mean, int count, int seed = 1, IpAddress? to = null)
    {
        var random = new Random(seed);
        double at = 0;
        for (var i = 0; i < count; i++)
        {
            yield return Flow(at, to);
            at += -mean * Math.Log(1 - random.NextDouble());
        }
    }

    public static ChannelSketch Sketch(IEnumerable<double> seconds)
    {
        var sketch = default(ChannelSketch);
        foreach (var second in seconds)
        {
            sketch.Add((long)(second * 1000) + 1_772_366_400_000, false, false);
            sketch.AddSize(310);
        }
        return sketch;
    }

    public static Pipeline Pipeline(PipelineOptions? options = null, ProfileLibrary? profiles = null) => new(
        options ?? new PipelineOptions(), new RuleBeaconModel(), new NoGeoIp(), new NoVendors(),
        PublicSuffixList.Parse("com\nnet\norg\nco.uk\nuk\n"), profiles ?? ProfileLibrary.Empty);

    /// <summary>Without what only waits for review.</summary>
    public static IEnumerable<AlertChange> Told(IEnumerable<AlertChange> changes) =>
        changes.Where(change => change.After.State != AlertState.Review);

    public static List<AlertChange> Run(Pipeline pipeline, IEnumerable<Observation> observations)
    {
        var changes = new List<AlertChange>();
        foreach (var observation in observations)
            pipeline.Observe(observation, changes);
        pipeline.Observe(new TickObservation { At = pipeline.Home.NowAt.AddMinutes(1) }, changes);
        return changes;
    }
}
