using IoTWatch.Core.Observations;
using IoTWatch.Server.Sensors;
using CoreSome = IoTWatch.Core.Tests.Some;
using SomeTraffic = IoTWatch.Core.Tests.Detection.SomeTraffic;

namespace IoTWatch.Server.Tests.Servers;

/// <summary>
/// A home in which everything happens that there is an alert for: a kettle that goes wrong in every way after a day of
/// learning, a plug that is bad from its first hour, a lamp that gets new firmware, and a radio that finds a rhythm.
/// </summary>
internal static class HomeGoneWrong
{
    private const double Hour = 3600;
    private static readonly MacAddress Plug = new(0x0022_33AA_BB02);
    private static readonly MacAddress Lamp = new(0x0022_33AA_BB03);
    private static readonly MacAddress Radio = new(0x0022_33AA_BB04);

    public static List<Observation> Observations() =>
    [
        .. SomeTraffic.Everything()
            .Where(observation => observation is not TickObservation && observation.At < CoreSome.Start.AddHours(60))
            .Concat(At(
                36 * Hour, CoreSome.Beacon(60, 60, 0.02, to: SomeTraffic.CloudIp, port: 80, name: SomeTraffic.Cloud)))
            .Concat(Of(Radio, "192.168.1.54", "radio", RadioFlows()))
            .Concat(Enumerable.Range(0, 6)
                .SelectMany(n => At(
                    165 * Hour + n * 7,
                    CoreSome.Beacon(
                        60 + n, 40, 0.02, n, IpAddress.Parse($"192.0.2.{n + 30}"), name: $"c{n}.tracker{n}.com"))))
            .Concat(PlugCalls(Hour))
            .Concat(Of(Lamp, "192.168.1.52", "lamp", LampFlows()))
            .OrderBy(observation => observation.At),
        SomeTraffic.Tick(170 * Hour),
    ];

    /// <summary>Starts the service, which learns for a day, and shows it all of that.</summary>
    public static async Task<ServiceUnderTest> StartAsync()
    {
        var service = await ServiceUnderTest.StartAsync(options =>
            options with { Detection = options.Detection with { Learn = SomeTraffic.Learn, AlertsPerDeviceDay = 4 } });
        await ShowAsync(service, Observations(), "router");
        return service;
    }

    public static async Task ShowAsync(ServiceUnderTest service, IEnumerable<Observation> observations, string sensor)
    {
        var broker = new BrokerAddress(
            "127.0.0.1", service.Running.MqttPort!.Value, Tls: false, User: null, Password: null,
            BaseTopic: "iotwatch");
        await using (var publisher = await TelemetryPublisher.ConnectAsync(
            broker, sensor, TimeProvider.System, TestContext.Current.CancellationToken))
            await publisher.PublishAsync(
                observations, speed: null, onEvent: null, TestContext.Current.CancellationToken);
        await service.SettleAsync();
        await service.Running.BeatAsync();
    }

    /// <summary>The plug's calls every two minutes to a stranger.</summary>
    public static IEnumerable<Observation> PlugCalls(double at) =>
        Of(Plug, "192.168.1.51", "plug", At(at, CoreSome.Beacon(120, 40, 0.03, to: IpAddress.Parse("198.51.100.77"))));

    /// <summary>Calls at no fixed times while it is learned, and like clockwork afterwards.</summary>
    private static IEnumerable<FlowObservation> RadioFlows() =>
        CoreSome.Poisson(900, 100).Concat(At(40 * Hour, CoreSome.Beacon(60, 200, 0.02))).Select(flow => flow with
        {
            ServerName = "stream.radio.org",
            Destination = flow.Destination with { Address = IpAddress.Parse("198.51.100.60") },
        });

    private static IEnumerable<FlowObservation> LampFlows()
    {
        foreach (var flow in CoreSome.Poisson(2400, 240, seed: 5, SomeTraffic.CloudIp)
            .TakeWhile(flow => flow.At < CoreSome.Start.AddHours(165)))
            yield return flow with { ServerName = SomeTraffic.Cloud };
        foreach (var (minute, host) in ((int, string)[])[
            (1, "cdn.maker.com"), (4, "metrics.partner.com"), (9, "files.other.com")])
            yield return CoreSome.Flow(
                166 * Hour + minute * 60, IpAddress.Parse($"198.51.100.{80 + minute}"), 8443, host);
    }

    private static IEnumerable<FlowObservation> At(double seconds, IEnumerable<FlowObservation> flows) =>
        flows.Select(flow => flow with { At = flow.At.AddSeconds(seconds) });

    private static IEnumerable<Observation> Of(
        MacAddress mac, string address, string name, IEnumerable<FlowObservation> flows)
    {
        var ip = IpAddress.Parse(address);
        yield return new LeaseObservation { At = CoreSome.Start, Mac = mac, Address = ip, HostName = name };
        foreach (var flow in flows)
            yield return flow with { Mac = mac, Source = flow.Source with { Address = ip } };
    }
}
