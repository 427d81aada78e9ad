using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A device of the home and what it does.</summary>
internal sealed record SimulatedDevice(string HostName, MacAddress Mac, IpAddress Ip, IReadOnlyList<Call> Calls)
{
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
