using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Turns devices into one timeline of observations: joins, leases, look-ups, connections.</summary>
/// <remarks>Each device and each of its calls has a random stream of its own, so adding one changes no other. Times are merged lazily; memory does not grow with the duration.</remarks>
internal static class DeviceTraffic
{
    private const double LeaseRenewalSeconds = 1_800;
    private const double MeanRebootSeconds = 10 * 86_400;

    public static IEnumerable<Observation> Of(IReadOnlyList<SimulatedDevice> devices, ScenarioOptions options, TimeSpan duration) =>
        Merged.By(devices.SelectMany(d => Streams(d, options)), o => o.At).TakeWhile(o => o.At - options.StartAt < duration);

    private static IEnumerable<IEnumerable<Observation>> Streams(SimulatedDevice device, ScenarioOptions options)
    {
        var rng = new SeededRandom(options.Seed).Fork(device.HostName);
        yield return Joins(device, rng.Fork("joins"), options);
        yield return Leases(device, rng.Fork("joins"), options);
        for (var i = 0; i < device.Calls.Count; i++)
            yield return device.Calls[i].LongConnection
                ? new LongConnections(device, i, rng.Fork($"call {i}"), options).Observations()
                : new Connections(device, i, rng.Fork($"call {i}"), options).Observations();
    }

    /// <summary>Power-on within the first 2 s, then about every ten days.</summary>
    private static IEnumerable<double> PowerOns(SeededRandom rng)
    {
        for (var t = rng.Uniform(0, 2); ; t += rng.Exponential(MeanRebootSeconds))
            yield return t;
    }

    private static IEnumerable<Observation> Joins(SimulatedDevice device, SeededRandom rng, ScenarioOptions options)
    {
        foreach (var t in PowerOns(rng))
            yield return new WifiObservation
            {
                At = options.StartAt.AddSeconds(t),
                Mac = device.Mac,
                Event = WifiEvent.Assoc,
                Bssid = HomeNetwork.AccessPoint,
                Ssid = HomeNetwork.Ssid,
                SsidHex = Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(HomeNetwork.Ssid)),
                Encryption = WifiEncryption.Wpa2,
                RssiDbm = -40 - (int)(device.Mac.Value % 35),
                Channel = 6,
                SourceKind = "hostapd",
            };
    }

    private static IEnumerable<Observation> Leases(SimulatedDevice device, SeededRandom rng, ScenarioOptions options)
    {
        using var powerOns = PowerOns(rng).GetEnumerator();
        powerOns.MoveNext();
        for (var t = powerOns.Current + .3; ;)
        {
            yield return new LeaseObservation
            {
                At = options.StartAt.AddSeconds(t),
                Mac = device.Mac,
                Address = device.Ip,
                HostName = device.HostName,
                Source = LeaseSource.Dhcp,
            };
            if (powerOns.Current + .3 <= t)
                powerOns.MoveNext();
            t = Math.Min(t + LeaseRenewalSeconds, powerOns.Current + .3);
        }
    }
}
