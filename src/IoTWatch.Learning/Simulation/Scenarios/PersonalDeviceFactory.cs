namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Creates phones, tablets and laptops with the traffic of their users.</summary>
/// <remarks>
/// Phones leave home on workdays at 8:00 ± 40 min and come back at 17:30 ± 90 min, on days off for U(2, 5) h with 60 %;
/// half of the laptops are taken along. On holidays all are away. Push service: keep-alive every 15 min ± 10 %.
/// Sessions: Poisson every 30 min of the evening's rate (<see cref="ArrivalTimes"/>), each a geometric number of pages
/// (mean 5, pauses LN(25 s, σ 1.1), six in ten on the same site), with 0–4 <see cref="Sites.ThirdParty"/> each; or of
/// app use, as often. 10 apps, a new one every 8 days; two in five refresh in the background every LU(15 min, 4 h) ±
/// U(10, 50) %, three in ten times not. On laptops a third of the apps poll every LU(30, 300) s ± U(1, 10) %. Twice in
/// three days a page is left open that polls every LU(5, 60) s ± U(0, 10) % for LN(10 min, σ 1). Photographs go to the
/// cloud every evening, LN(2 MB, σ 1.3). Video calls every third day, LN(20 min, σ .8), 30 kB/s. One laptop in three
/// shares files every tenth day with 20–90 peers, of whom half answer.
/// </remarks>
internal sealed class PersonalDeviceFactory(ScenarioOptions options, HomeEvents events, SeededRandom rng)
{
    private const double Hour = 3_600;
    private const double Day = 86_400;

    public SimulatedDevice Create(
        string hostName, string oui, int number, bool isLaptop, double from, double to, bool isGuest = false)
    {
        var draw = rng.Fork(hostName);
        var device = SimulatedDevice.Create(
            rng, hostName, oui, number,
            [Push(), Clock(isLaptop, draw), .. Refreshes(isLaptop, from, to, draw.Fork("apps"))]);
        var absences = isGuest
            ? []
            : events.Vacant.All.Concat(!isLaptop || draw.Chance(.5) ? Outings(draw.Fork("outings"), to) : []);
        var apps = draw.Fork("apps").NextBits();
        return device with
        {
            Kind = DeviceKind.Personal,
            IsResident = !isGuest,
            OnlineIntervals = events.OnlineIntervals(draw.Fork("stays"), absences, from, to),
            RoamsPerDay = isLaptop ? 2 : 6,
            CallStreams =
            [
                (random, at) => Pages(random, at, hostName),
                (random, at) => AppUse(random, at, apps),
                (random, at) => Polls(random, at, hostName),
                Photographs,
                .. isLaptop && draw.Chance(1 / 3.0)
                    ? new Func<SeededRandom, double, IEnumerable<TimedCall>>[] { Shares }
                    : [],
            ],
            Media = [VideoCalls],
        };
    }

    private static Call Push() => Sites.CallTo("push.os-vendor.example", 60, 60) with
    {
        Port = 5228,
        LongConnection = true,
        SizeSigma = 0,
        Starts = (random, from) => ArrivalTimes.Heartbeat(random, 900, .1, from),
    };

    private static Call Clock(bool isLaptop, SeededRandom draw) =>
        HeartbeatCalls.OfPublished(
            new PublishedHeartbeat("ntp", isLaptop ? "time.windows.com" : "time.android.com", 14_400),
            draw.Fork("clock"), ExternalAddresses.OfName("time", 0, 2));

    private static IEnumerable<Call> Refreshes(bool isLaptop, double from, double to, SeededRandom draw)
    {
        var installs = Enumerable.Repeat(from, 10)
            .Concat(HomeEvents.Poisson(draw.Fork("installs"), 8 * Day, from, to)).ToList();
        foreach (var at in installs)
        {
            var (host, polls, refreshes) = (Sites.App(draw), isLaptop && draw.Chance(1 / 3.0), draw.Chance(.4));
            var (period, jitter) = polls
                ? (draw.LogUniform(30, 300), draw.Uniform(.01, .1))
                : (draw.LogUniform(900, 14_400), draw.Uniform(.1, .5));
            if (polls || refreshes)
                yield return Sites.CallTo(host, 700, 2_000) with
                {
                    FromSeconds = at,
                    SizeSigma = .4,
                    Starts = (random, begin) => ArrivalTimes.Periodic(
                        random, period, jitter, begin + random.Uniform(0, period), polls ? 0 : .3),
                };
        }
    }

    private IEnumerable<Interval> Outings(SeededRandom random, double to)
    {
        for (var midnight = -options.StartAt.TimeOfDay.TotalSeconds; midnight < to; midnight += Day)
        {
            var day = options.StartAt.AddSeconds(midnight + Day / 2).DayOfWeek;
            var isWorkday = day is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            if (isWorkday)
                yield return new Interval(
                    midnight + random.Normal(8, .67) * Hour, midnight + random.Normal(17.5, 1.5) * Hour);
            else if (random.Chance(.6) && random.Uniform(9, 16) * Hour is var leaves)
                yield return new Interval(midnight + leaves, midnight + leaves + random.Uniform(2, 5) * Hour);
        }
    }

    private IEnumerable<TimedCall> Pages(SeededRandom random, double from, string person)
    {
        foreach (var session in ArrivalTimes.UserSessions(random, options.StartAt, 1_800, from))
        {
            var (t, site) = (session, Sites.CallTo(Sites.Site(random, person), 900, 12_000));
            for (var left = random.Geometric(5); left > 0; left--)
            {
                yield return new TimedCall(t, site);
                for (var parties = random.WholeNumber(0, 4); parties > 0; parties--)
                    yield return new TimedCall(
                        t += random.Uniform(.15, .6), Sites.CallTo(Sites.ThirdParty(random), 600, 4_000));
                t += random.LogNormal(25, 1.1);
                if (random.Chance(.4))
                    site = Sites.CallTo(Sites.Site(random, person), 900, 12_000);
            }
        }
    }

    private IEnumerable<TimedCall> AppUse(SeededRandom random, double from, ulong apps)
    {
        foreach (var session in ArrivalTimes.UserSessions(random, options.StartAt, 1_800, from))
        {
            // Log-uniform ranks: the most used app takes a quarter of all uses.
            var app = Sites.CallTo(Sites.App(new SeededRandom(apps + (ulong)random.LogUniform(1, 16))), 900, 6_000);
            var t = session;
            for (var left = random.Geometric(6); left > 0; left--, t += random.LogNormal(8, 1))
                yield return new TimedCall(t, app);
        }
    }

    private IEnumerable<TimedCall> Polls(SeededRandom random, double from, string person)
    {
        foreach (var at in ArrivalTimes.UserSessions(random, options.StartAt, Day / 1.6, from))
        {
            var page = Sites.CallTo(Sites.Site(random, person), 600, 1_500) with { SizeSigma = .2 };
            var end = at + random.LogNormal(600, 1);
            var (period, jitter) = (random.LogUniform(5, 60), random.Uniform(0, .1));
            foreach (var t in ArrivalTimes.Periodic(random, period, jitter, at).TakeWhile(t => t < end))
                yield return new TimedCall(t, page);
        }
    }

    private IEnumerable<TimedCall> Photographs(SeededRandom random, double from)
    {
        var cloud = Sites.CallTo("photos.os-vendor.example", 200_000, 2_000) with { SizeSigma = 0 };
        foreach (var at in ArrivalTimes.UserSessions(random, options.StartAt, Day / 2, from))
            for (int left = (int)Math.Ceiling(random.LogNormal(10, 1.3)), i = 0; i < left; i++)
                yield return new TimedCall(at + 2 * i, cloud);
    }

    private IEnumerable<TimedCall> Shares(SeededRandom random, double from)
    {
        foreach (var at in ArrivalTimes.UserSessions(random, options.StartAt, 4 * Day, from))
        {
            Call[] peers = [.. Enumerable.Range(0, random.WholeNumber(20, 90))
                .Select(_ => Sites.Peer(
                    ExternalAddresses.Unnamed(random), EphemeralPorts.Of(random.WholeNumber(0, 20_000)), .5))];
            for (var (t, end) = (at, at + random.LogNormal(1_800, 1)); t < end; t += random.Exponential(1.5))
                yield return new TimedCall(t, peers[random.WholeNumber(0, peers.Length - 1)]);
        }
    }

    private IEnumerable<MediaSession> VideoCalls(SeededRandom random, double from) =>
        ArrivalTimes.UserSessions(random, options.StartAt, 1.3 * Day, from)
            .Select(at => new MediaSession(
                at, Math.Min(2 * Hour, random.LogNormal(1_200, .8)), ExternalAddresses.Unnamed(random),
                (ushort)random.WholeNumber(3_478, 3_497), 30_000));
}
