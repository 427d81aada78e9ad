using IoTWatch.Core;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Evaluation.Runs;
using IoTWatch.Learning.Models;

namespace IoTWatch.Learning.Tests.Evaluation;

/// <summary>Creates test inputs with default values.</summary>
internal static class Some
{
    public const string KettleIp = "192.168.1.50";
    public const string Foreign = "203.0.113.44";
    public static readonly MacAddress Kettle = new(0x0022_33AA_BB01);
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Core.Beaconing.IBeaconModel Model = ModelLoader.Load(null).Model;

    public static EvaluationContext Context(Action<string>? progress = null) =>
        new(Open, Registry.PublicSuffixList(), new Steps(progress ?? (_ => { })));

    public static Pipeline Open(IReadOnlyList<string>? local, TimeSpan? learn) => new(
        new PipelineOptions { LocalNetworks = local, Learn = learn ?? TimeSpan.Zero }, Model, new NoGeoIp(),
        new NoVendors(), Registry.PublicSuffixList(), ProfileLibrary.Empty);

    public static ChannelLabel Label(
        string? device = null, string? address = Foreign, string? name = null, string? proto = "tcp", int? port = 443,
        bool beacon = true, string basis = "published") => new()
        {
            Path = "captures[0].malicious[0]",
            Device = device,
            Address = address,
            Name = name,
            Proto = proto,
            Port = port,
            Beacon = beacon,
            PeriodS = 60,
            Basis = basis,
        };

    public static FlowObservation Flow(
        double atSeconds, string to = Foreign, ushort port = 443, string? name = null, string from = KettleIp) => new()
        {
            At = Start.AddSeconds(atSeconds),
            Mac = Kettle,
            Source = new Endpoint(IpAddress.Parse(from), (ushort)(40_000 + (int)atSeconds % 9_000)),
            Destination = new Endpoint(IpAddress.Parse(to), port),
            Protocol = TransportProtocol.Tcp,
            BytesOut = 310,
            BytesIn = 298,
            PacketsOut = 5,
            PacketsIn = 4,
            State = FlowState.Ended,
            ServerName = name,
        };

    /// <summary>One call per minute.</summary>
    public static IEnumerable<FlowObservation> Beacon(
        int count = 30, string to = Foreign, ushort port = 443, string? name = null) =>
        Enumerable.Range(0, count).Select(i => Flow(i * 60, to, port, name));

    public static TimelineOutcome Run(IEnumerable<Observation> observations, params ChannelLabel[] labels) =>
        Run(observations, TimeSpan.Zero, labels);

    public static TimelineOutcome Run(
        IEnumerable<Observation> observations, TimeSpan learn, params ChannelLabel[] labels)
    {
        var evaluator = new TimelineEvaluator(Open(["192.168.0.0/16"], learn), labels, Registry.PublicSuffixList());
        foreach (var observation in observations)
            evaluator.Observe(observation);
        return evaluator.Finish();
    }

    private sealed class Steps(Action<string> told) : IProgress<string>
    {
        public void Report(string value) => told(value);
    }
}
