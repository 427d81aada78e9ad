using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Addresses of the world outside for scenarios with many names: the range for benchmarks, 198.18.0.0/15 (RFC 2544), which is nobody's.</summary>
/// <remarks>Spread by a hash of the name, so that strangers live side by side as they do in clouds. The upper half is for what has no name.</remarks>
internal static class Outside
{
    private const uint Named = 0xC612_0000;
    private const uint Nameless = 0xC613_0000;

    /// <summary>The machines behind a name in one of its epochs.</summary>
    public static IReadOnlyList<IpAddress> Machines(string name, long epoch, int count)
    {
        var rng = new SeededRandom((ulong)epoch).Fork(name);
        return [.. Enumerable.Range(0, count).Select(_ => IpAddress.FromV4(Named + (uint)rng.Whole(1, 0xFFFE)))];
    }

    /// <summary>A machine that nobody looks up.</summary>
    public static IpAddress Stranger(SeededRandom rng) => IpAddress.FromV4(Nameless + (uint)rng.Whole(1, 0xFFFE));
}
