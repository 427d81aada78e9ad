using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A device of the home and what it does.</summary>
internal sealed record SimulatedDevice(string HostName, MacAddress Mac, IpAddress Ip, IReadOnlyList<Call> Calls)
{
    public DeviceKind Kind { get; init; }

    /// <summary>A member of the household from beginning to end: no guest and no new purchase.</summary>
    public bool IsResident { get; init; } = true;

    /// <summary>When it is on the home's network, in order: each begins with a join, a lease, and first calls.</summary>
    public IReadOnlyList<Stay> Stays { get; init; } = [new(1, double.PositiveInfinity)];

    /// <summary>Changes of access point.</summary>
    public double RoamsPerDay { get; init; }

    /// <summary>Streams of contacts whose destination changes, one for each; asked for anew for every stay.</summary>
    public IReadOnlyList<Func<SeededRandom, double, IEnumerable<Visit>>> Visits { get; init; } = [];

    /// <summary>Streams of calls and games with people elsewhere; asked for anew for every stay.</summary>
    public IReadOnlyList<Func<SeededRandom, double, IEnumerable<MediaSession>>> Media { get; init; } = [];

    /// <param name="oui">The maker's prefix, e.g. <c>0c:2a:69</c>; the other half is drawn.</param>
    /// <exception cref="FormatException">The prefix is none.</exception>
    public static SimulatedDevice Create(SeededRandom rng, string hostName, string oui, int number, params IEnumerable<Call> calls)
    {
        if (!MacAddress.TryParse(oui + ":00:00:00", out var prefix))
            throw new FormatException($"'{oui}' is not a maker's prefix");
        var own = rng.Fork(hostName).NextBits() & 0xFF_FFFF;
        return new SimulatedDevice(hostName, new MacAddress(prefix.Value | own), HomeNetwork.Host(number), [.. calls]);
    }
}
