using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Draws the web sites, third parties and app back ends that user devices call.</summary>
/// <remarks>Ranks are Pareto distributed, so visits have a long tail (Heaps' law: after n visits about n^(1/(1+α))
/// sites are known). Half of a person's sites are specific to that person.</remarks>
internal static class Sites
{
    private const double MaxRank = 1_000_000;

    /// <summary>Draws a web site; about one in five is new to the person.</summary>
    public static string Site(SeededRandom rng, string person) =>
        rng.Chance(.5) ? $"www.site{Rank(rng, .25)}.example" : $"www.{person}-likes{Rank(rng, .25)}.example";

    /// <summary>Draws an advertising, analytics or content service that sites and apps embed.</summary>
    public static string ThirdParty(SeededRandom rng) => $"t.party{Rank(rng, .6)}.example";

    /// <summary>Draws the back end of an app.</summary>
    public static string App(SeededRandom rng) => $"api.app{Rank(rng, .3)}.example";

    /// <summary>Returns a TLS call to a name, with lognormal sizes.</summary>
    public static Call CallTo(string host, int bytesOut, int bytesIn) => new()
    {
        Host = host,
        Addresses = ExternalAddresses.OfName(host, 0, 2),
        AddressHours = 24,
        BytesOut = bytesOut,
        BytesIn = bytesIn,
        SizeSigma = 1,
        Starts = (_, _) => [],
    };

    /// <summary>Returns a UDP call to a peer without a DNS name.</summary>
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

    private static int Rank(SeededRandom rng, double alpha) => (int)Math.Min(MaxRank, rng.Pareto(1, alpha));
}
