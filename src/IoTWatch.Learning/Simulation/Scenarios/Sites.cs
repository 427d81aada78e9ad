using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The named world that people and their apps call.</summary>
/// <remarks>Ranks are Pareto: visits have a long tail (Heaps: after n visits about n^(1/(1+α)) sites are known). Half of a person's sites are of that person's own taste.</remarks>
internal static class Sites
{
    private const double MostRanks = 1_000_000;

    /// <summary>A web site; about one visit in five is to one that the person never saw.</summary>
    public static string Site(SeededRandom rng, string person) =>
        rng.Chance(.5) ? $"www.site{Rank(rng, .25)}.example" : $"www.{person}-likes{Rank(rng, .25)}.example";

    /// <summary>Advertising, measurement and content services that sites and apps call in.</summary>
    public static string ThirdParty(SeededRandom rng) => $"t.party{Rank(rng, .6)}.example";

    /// <summary>The back end of an app.</summary>
    public static string App(SeededRandom rng) => $"api.app{Rank(rng, .3)}.example";

    public static Call Visit(string host, int bytesOut, int bytesIn) => new()
    {
        Host = host,
        Addresses = Outside.Machines(host, 0, 2),
        AddressHours = 24,
        BytesOut = bytesOut,
        BytesIn = bytesIn,
        SizeSigma = 1,
        Starts = (_, _) => [],
    };

    /// <summary>Somebody's address that nobody looked up.</summary>
    public static Call Peer(IpAddress address, ushort port, double unanswered) => new()
    {
        Addresses = [address],
        Protocol = TransportProtocol.Udp,
        Port = port,
        BytesOut = 200,
        BytesIn = 200,
        SizeSigma = .5,
        Unanswered = unanswered,
        Starts = (_, _) => [],
    };

    private static int Rank(SeededRandom rng, double alpha) => (int)Math.Min(MostRanks, rng.Pareto(1, alpha));
}
