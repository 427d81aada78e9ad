using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The devices of a home and the events that affect all of them.</summary>
/// <param name="Outages">When the internet cannot be reached.</param>
/// <param name="Rejoins">When all online devices rejoin the Wi-Fi after a router restart.</param>
/// <param name="Vacant">When nobody is at home.</param>
internal sealed record SimulatedHome(
    IReadOnlyList<SimulatedDevice> Devices, IntervalSet Outages, IReadOnlyList<double> Rejoins, IntervalSet Vacant)
{
    /// <summary>Returns a home without events.</summary>
    public static SimulatedHome Of(IReadOnlyList<SimulatedDevice> devices) =>
        new(devices, IntervalSet.None, [], IntervalSet.None);
}

/// <summary>A device of the home and its traffic.</summary>
internal sealed record SimulatedDevice(string HostName, MacAddress Mac, IpAddress Ip, IReadOnlyList<Call> Calls)
{
    public DeviceKind Kind { get; init; }

    /// <summary>The device is in the home for the whole scenario: neither a guest nor a new purchase.</summary>
    public bool IsResident { get; init; } = true;

    /// <summary>
    /// When the device is on the home's network, in order; each interval begins with a join and a lease.
    /// </summary>
    public IReadOnlyList<Interval> OnlineIntervals { get; init; } = [new(1, double.PositiveInfinity)];

    /// <summary>Mean number of changes of access point per day.</summary>
    public double RoamsPerDay { get; init; }

    /// <summary>Streams of contacts with changing destinations, restarted for every online interval.</summary>
    public IReadOnlyList<Func<SeededRandom, double, IEnumerable<TimedCall>>> CallStreams { get; init; } = [];

    /// <summary>Streams of media sessions, restarted for every online interval.</summary>
    public IReadOnlyList<Func<SeededRandom, double, IEnumerable<MediaSession>>> Media { get; init; } = [];

    /// <param name="oui">Manufacturer prefix (OUI), e.g. <c>0c:2a:69</c>; the other 24 bits are drawn.</param>
    /// <exception cref="FormatException"><paramref name="oui"/> is not a prefix.</exception>
    public static SimulatedDevice Create(
        SeededRandom rng, string hostName, string oui, int number, params IEnumerable<Call> calls)
    {
        if (!MacAddress.TryParse(oui + ":00:00:00", out var prefix))
            throw new FormatException($"'{oui}' is not a manufacturer's address prefix");
        var own = rng.Fork(hostName).NextBits() & 0xFF_FFFF;
        return new SimulatedDevice(hostName, new MacAddress(prefix.Value | own), HomeNetwork.Host(number), [.. calls]);
    }
}

/// <summary>What causes the traffic of a device.</summary>
internal enum DeviceKind : byte
{
    /// <summary>Its firmware: a device with one function.</summary>
    Thing,

    /// <summary>Its user: a phone, laptop, tablet, television or console.</summary>
    Personal,
}
