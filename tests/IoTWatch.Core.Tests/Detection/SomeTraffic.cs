using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

/// <summary>A kettle that is learned for a day and then does one of everything it should not.</summary>
internal static class SomeTraffic
{
    public const string Cloud = "api.maker.com";
    public static readonly TimeSpan Learn = TimeSpan.FromHours(26);
    public static readonly IpAddress CloudIp = IpAddress.Parse("198.51.100.20");
    public static readonly IpAddress Stranger = IpAddress.Parse("203.0.113.77");
    private const double Hour = 3600;

    /// <summary>Ordinary hours: a few calls each, at no fixed times.</summary>
    public static IEnumerable<Observation> Ordinary(int hours, long bytes = 20_000)
    {
        yield return new LeaseObservation
        {
            At = Some.Start,
            Mac = Some.Kettle,
            Address = Some.KettleIp,
            HostName = "kettle"
        };
        var random = new Random(3);
        foreach (var at in Enumerable.Range(0, hours)
            .SelectMany(hour => Enumerable.Range(0, 3).Select(_ => (hour + random.NextDouble()) * Hour)).Order())
            yield return Some.Flow(at, CloudIp, name: Cloud) with { BytesOut = bytes + random.Next(10_000) };
    }

    public static IEnumerable<Observation> Upload(
        double at, int parts = 8, long bytes = 5_000_000, IpAddress? to = null) =>
        Enumerable.Range(0, parts)
            .Select(part => Some.Flow(at + part * 37 + part * part % 7 * 6, to ?? Stranger) with { BytesOut = bytes });

    public static IEnumerable<Observation> Scan(
        double at, int peers, bool home = true, ushort port = 445, bool answered = false, double every = 0.4) =>
        Enumerable.Range(0, peers)
            .Select(peer => (Observation)(Some.Flow(
                at + peer * every,
                home ? IpAddress.Parse($"192.168.1.{60 + peer}") : IpAddress.Parse($"{50 + peer}.7.{peer}.9"),
                port) with
            {
                State = answered ? FlowState.Ended : FlowState.Unanswered,
                PacketsIn = answered ? 4 : 0,
                BytesIn = answered ? 298 : 0,
            }));

    public static Observation Join(
        double at, WifiEncryption encryption = WifiEncryption.Open, WifiEvent what = WifiEvent.Assoc) =>
        new WifiObservation
        {
            At = Some.Start.AddSeconds(at),
            Mac = Some.Kettle,
            Event = what,
            Encryption = encryption,
            Ssid = "Free <b>Wifi</b>",
            Bssid = new MacAddress(0x0A11_22BB_CC03),
        };

    public static Observation Tick(double at) => new TickObservation { At = Some.Start.AddSeconds(at) };

    /// <summary>All of it.</summary>
    public static List<Observation> Everything() =>
    [
        .. Ordinary(30),
        .. Upload(30.2 * Hour),
        .. Scan(31 * Hour, 12),
        .. Scan(31.5 * Hour, 60, home: false, port: 80),
        Some.Flow(32 * Hour, IpAddress.Parse("198.51.100.9"), 23),
        Some.Flow(32.1 * Hour, CloudIp, 80, Cloud),
        Join(32.2 * Hour),
        .. Some.Beacon(30, 40, 0.02, to: IpAddress.Parse("192.0.2.8"))
            .Select(flow => flow with { At = flow.At.AddHours(33) }),
        Tick(34 * Hour),
        Tick(60 * Hour),
        Some.Flow(61 * Hour, IpAddress.Parse("198.51.100.9"), 23),
    ];
}
