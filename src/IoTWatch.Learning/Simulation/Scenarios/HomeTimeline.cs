using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Generates the observations of a home in time order: Wi-Fi joins, leases, DNS answers and flows.</summary>
/// <remarks>
/// Each device and each of its calls has its own random stream, so adding one changes no other. Streams are merged
/// lazily; memory does not grow with the duration. An online interval begins with a join and, 0.3 s later, a lease,
/// which is renewed every 30 min. After a router restart all devices rejoin within 40 s; roaming is a Poisson process.
/// </remarks>
internal static class HomeTimeline
{
    private const double LeaseRenewalSeconds = 1_800;
    private static readonly string SsidHex = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(HomeNetwork.Ssid));

    public static IEnumerable<Observation> Generate(SimulatedHome home, ScenarioOptions options, TimeSpan duration) =>
        OrderedMerge.By(home.Devices.SelectMany(d => Streams(d, home, options)), o => o.At)
            .TakeWhile(o => o.At - options.StartAt < duration);

    private static IEnumerable<IEnumerable<Observation>> Streams(
        SimulatedDevice device, SimulatedHome home, ScenarioOptions options)
    {
        var rng = new SeededRandom(options.Seed).Fork(device.HostName);
        yield return Joins(device, home, rng.Fork("joins"), options);
        yield return device.OnlineIntervals.SelectMany(interval => Leases(device, interval, options));
        if (device.RoamsPerDay > 0)
            yield return Roams(device, rng.Fork("roams"), options);
        for (var i = 0; i < device.Calls.Count; i++)
            yield return device.Calls[i].LongConnection
                ? new LongConnections(device, i, rng.Fork($"call {i}"), options, home).Observations()
                : new ShortConnections(device, $"{i}", rng.Fork($"call {i}"), options, home).Of(device.Calls[i]);
        for (var i = 0; i < device.CallStreams.Count; i++)
            yield return new ShortConnections(
                device, $"visit{i}", rng.Fork($"visits {i}"), options, home).Of(device.CallStreams[i]);
        for (var i = 0; i < device.Media.Count; i++)
            yield return new MediaStreams(device, i, rng.Fork($"media {i}"), options, home).Observations();
    }

    private static IEnumerable<Observation> Joins(
        SimulatedDevice device, SimulatedHome home, SeededRandom rng, ScenarioOptions options)
    {
        var again = home.Rejoins.Where(
            at => device.OnlineIntervals.Any(interval => interval.From < at && at < interval.To))
            .Select(at => at + rng.Uniform(1, 40));
        foreach (var at in device.OnlineIntervals.Select(interval => interval.From).Concat(again).Order())
            yield return Join(device, at, HomeNetwork.AccessPoint, options);
    }

    private static IEnumerable<Observation> Roams(SimulatedDevice device, SeededRandom rng, ScenarioOptions options)
    {
        foreach (var interval in device.OnlineIntervals)
        {
            var far = false;
            for (var at = interval.From + rng.Exponential(
                86_400 / device.RoamsPerDay); at < interval.To; at += rng.Exponential(86_400 / device.RoamsPerDay))
                yield return Join(
                    device, at, (far = !far) ? HomeNetwork.SecondAccessPoint : HomeNetwork.AccessPoint, options);
        }
    }

    private static WifiObservation Join(
        SimulatedDevice device, double at, MacAddress accessPoint, ScenarioOptions options) => new()
        {
            At = options.StartAt.AddSeconds(at),
            Mac = device.Mac,
            Event = WifiEvent.Assoc,
            Bssid = accessPoint,
            Ssid = HomeNetwork.Ssid,
            SsidHex = SsidHex,
            Encryption = WifiEncryption.Wpa2,
            RssiDbm = -40 - (int)(device.Mac.Value % 35),
            Channel = accessPoint == HomeNetwork.AccessPoint ? 6 : 36,
            SourceKind = "hostapd",
        };

    private static IEnumerable<Observation> Leases(SimulatedDevice device, Interval interval, ScenarioOptions options)
    {
        for (var at = interval.From + .3; at < interval.To; at += LeaseRenewalSeconds)
            yield return new LeaseObservation
            {
                At = options.StartAt.AddSeconds(at),
                Mac = device.Mac,
                Address = device.Ip,
                HostName = device.HostName,
                Source = LeaseSource.Dhcp,
            };
    }
}
