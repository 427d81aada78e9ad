namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Creates televisions and game consoles with their traffic.</summary>
/// <remarks>
/// A television has four heartbeats and 3 video services, a new one every 40 days. Playing: sessions every 5 h of the
/// evening's rate, LN(50 min, σ .7), segments every 5 s ± 20 % inside one connection, playback reports every U(10, 60)
/// s ± 3 %, and three <see cref="Sites.ThirdParty"/> every 8 min. A console has two heartbeats, matches on servers
/// without a name every 4 h, LN(12 min, σ .5), and every third day a lobby of 3–8 peers, each called every U(5, 15) s ±
/// 5 % until the match begins, LN(4 min, σ .7). Rates are assumed.
/// </remarks>
internal sealed class ScreenFactory(ScenarioOptions options, HomeEvents events, SeededRandom rng)
{
    private const double Hour = 3_600;
    private const double Day = 86_400;

    public SimulatedDevice Television(string hostName, int number, double to)
    {
        var draw = rng.Fork(hostName);
        PublishedHeartbeat[] beats =
        [
            new("ntp", "pool.ntp.org", 3_600), new("tcp", "log.samsungacr.com", 900),
            new("mqtt", "connect.samsungiotcloud.com", 60), new("tcp", "ads.samsungads.com", 1_800),
        ];
        var services = Enumerable.Repeat(0.0, 3).Concat(HomeEvents.Poisson(draw.Fork("services"), 40 * Day, 0, to))
            .Select((from, i) => (From: from, Name: $"video{draw.WholeNumber(1, 60)}", Seed: draw.NextBits())).ToList();
        var calls = beats.Select(beat => Beat(beat, draw))
            .Concat(services.SelectMany(service => Service(service.Name, service.From, service.Seed, services.Count)));
        return SimulatedDevice.Create(rng, hostName, "f8:3f:51", number, calls) with
        {
            Kind = DeviceKind.Personal,
            OnlineIntervals = events.OnlineIntervals(draw.Fork("stays"), [], draw.Uniform(.1, 1.9), to),
            CallStreams = [Advertisements],
        };
    }

    public SimulatedDevice Console(string hostName, int number, double to)
    {
        var draw = rng.Fork(hostName);
        PublishedHeartbeat[] beats =
            [new("mqtt", "push.playstation.net", 120), new("tcp", "telemetry.sonyentertainmentnetwork.com", 3_600)];
        return SimulatedDevice.Create(rng, hostName, "00:d9:d1", number, beats.Select(beat => Beat(beat, draw))) with
        {
            Kind = DeviceKind.Personal,
            OnlineIntervals = events.OnlineIntervals(draw.Fork("stays"), [], draw.Uniform(.1, 1.9), to),
            CallStreams = [Lobbies],
            Media = [Matches],
        };
    }

    private static Call Beat(PublishedHeartbeat beat, SeededRandom draw) =>
        HeartbeatCalls.OfPublished(
            beat, draw.Fork(beat.Host), ExternalAddresses.OfName(beat.Host, 0, 4)) with
        {
            AddressHours = draw.LogUniform(6, 200),
            Retries = true
        };

    /// <summary>Returns the media and the report call of a video service; both follow the same sessions.</summary>
    private IEnumerable<Call> Service(string name, double from, ulong seed, int services)
    {
        var reports = new SeededRandom(seed).Uniform(10, 60);
        IEnumerable<double> Playing(SeededRandom random, double begin, double period, double jitter)
        {
            var end = double.NegativeInfinity;
            var sessions = new SeededRandom(seed ^ (ulong)begin);
            foreach (var at in ArrivalTimes.UserSessions(sessions, options.StartAt, 5 * Hour * services, begin))
            {
                var starts = Math.Max(at, end);
                end = starts + sessions.LogNormal(50 * 60, .7);
                foreach (var t in ArrivalTimes.Periodic(random, period, jitter, starts).TakeWhile(t => t < end))
                    yield return t;
            }
        }

        yield return Sites.CallTo($"cdn.{name}.example", 400, 12_000) with
        {
            FromSeconds = from,
            LongConnection = true,
            ConnectionHours = 1,
            NeedsPeople = true,
            Starts = (random, begin) => Playing(random, begin, 5, .2)
        };
        yield return Sites.CallTo($"events.{name}.example", 900, 200) with
        {
            FromSeconds = from,
            SizeSigma = .2,
            NeedsPeople = true,
            Starts = (random, begin) => Playing(random, begin, reports, .03)
        };
    }

    private IEnumerable<TimedCall> Advertisements(SeededRandom random, double from)
    {
        foreach (var session in ArrivalTimes.UserSessions(random, options.StartAt, 5 * Hour, from))
            for (var (t, end) = (session, session + random.LogNormal(
                50 * 60, .7)); t < end; t += random.Exponential(8 * 60))
                for (var left = 3; left > 0; left--)
                    yield return new TimedCall(
                        t += random.Uniform(.15, 1), Sites.CallTo(Sites.ThirdParty(random), 800, 3_000));
    }

    private IEnumerable<TimedCall> Lobbies(SeededRandom random, double from)
    {
        foreach (var at in ArrivalTimes.UserSessions(random, options.StartAt, 1.3 * Day, from))
        {
            var (period, end) = (random.Uniform(5, 15), at + random.LogNormal(240, .7));
            Call[] peers = [.. Enumerable.Range(0, random.WholeNumber(3, 8))
                .Select(_ => Sites.Peer(
                    ExternalAddresses.Unnamed(random), EphemeralPorts.Of(random.WholeNumber(0, 20_000)), .1))];
            for (var t = at; t < end; t += period * random.Uniform(.95, 1.05))
                for (var i = 0; i < peers.Length; i++)
                    yield return new TimedCall(t + .2 * i, peers[i]);
        }
    }

    private IEnumerable<MediaSession> Matches(SeededRandom random, double from) =>
        ArrivalTimes.UserSessions(random, options.StartAt, 4 * Hour, from)
            .Select(at => new MediaSession(
                at, random.LogNormal(720, .5), ExternalAddresses.Unnamed(random),
                EphemeralPorts.Of(random.WholeNumber(0, 20_000)), 10_000));
}
