namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Generates endless ascending times of events, in seconds after the scenario's start.</summary>
/// <remarks>
/// Periodic: gaps p(1 + U(−j, j)), first call at once, each call dropped with the given probability. Heartbeat: the
/// same, but the first call is at U(0, p) for a device that is on when the scenario starts, else within 20 s of its
/// start. User clicks: sessions whose rate follows the hour of the day (night 2 %, day 30..50 %, evening 100 % of the
/// peak), each of a geometric number of clicks with lognormal pauses (median 8 s, σ 1).
/// </remarks>
internal static class ArrivalTimes
{
    /// <summary>A device that comes online before this second counts as on when the scenario starts.</summary>
    private const double BeginningSeconds = 2;

    public static IEnumerable<double> Periodic(
        SeededRandom rng, double period, double jitter, double from, double missed = 0)
    {
        for (var t = from; ; t += period * (1 + rng.Uniform(-jitter, jitter)))
            if (!rng.Chance(missed))
                yield return t;
    }

    public static IEnumerable<double> Heartbeat(SeededRandom rng, double period, double jitter, double from) =>
        Periodic(
            rng, period, jitter,
            from <= BeginningSeconds ? rng.Uniform(0, period) : from + rng.Uniform(1, Math.Min(period, 20)));

    public static IEnumerable<double> UserClicks(
        SeededRandom rng, DateTime startAt, double sessionGapSeconds, double clicks, double from) =>
        UserSessions(rng, startAt, sessionGapSeconds, from).SelectMany(t => Clicks(rng, t, clicks))
            .Where(IsAscending());

    /// <summary>Start times of user sessions: a Poisson process thinned by the hour of the day.</summary>
    public static IEnumerable<double> UserSessions(
        SeededRandom rng, DateTime startAt, double sessionGapSeconds, double from)
    {
        for (var t = from + rng.Exponential(sessionGapSeconds); ; t += rng.Exponential(sessionGapSeconds))
            if (rng.Chance(startAt.AddSeconds(t).Hour switch { < 6 => .02, < 9 => .5, < 17 => .3, < 23 => 1, _ => .3 }))
                yield return t;
    }

    private static IEnumerable<double> Clicks(SeededRandom rng, double at, double clicks)
    {
        for (var left = rng.Geometric(clicks); left > 0; left--)
        {
            yield return at;
            at += rng.LogNormal(8, 1);
        }
    }

    // A session may last beyond the start of the next; its later clicks are dropped.
    private static Func<double, bool> IsAscending()
    {
        var last = double.NegativeInfinity;
        return t =>
        {
            if (t <= last)
                return false;
            last = t;
            return true;
        };
    }
}
