namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>When things happen in a home: endless rising times, seconds after the scenario's start.</summary>
/// <remarks>
/// Every: gap p(1 + U(−j, j)), first call at once, each lost with the given share. Heartbeat: the same, but first at U(0, p) where the scenario begins in the
/// middle of it, and within 20 s of a start.
/// People: sessions whose rate follows the hour of the day (night 2 %, day 30..50 %, evening 100 % of the peak), each of a geometric number
/// of clicks with lognormal pauses (median 8 s, σ 1).
/// </remarks>
internal static class Habits
{
    /// <summary>A device that is on from before this second has been on for long.</summary>
    private const double BeginningSeconds = 2;

    public static IEnumerable<double> Every(SeededRandom rng, double period, double jitter, double from, double missed = 0)
    {
        for (var t = from; ; t += period * (1 + rng.Uniform(-jitter, jitter)))
            if (!rng.Chance(missed))
                yield return t;
    }

    public static IEnumerable<double> Heartbeat(SeededRandom rng, double period, double jitter, double from) =>
        Every(rng, period, jitter, from <= BeginningSeconds ? rng.Uniform(0, period) : from + rng.Uniform(1, Math.Min(period, 20)));

    public static IEnumerable<double> People(SeededRandom rng, DateTime startAt, double sessionGapSeconds, double clicks, double from) =>
        Sessions(rng, startAt, sessionGapSeconds, from).SelectMany(t => Clicks(rng, t, clicks)).Where(Rising());

    /// <summary>When people sit down: Poisson at the peak, thinned by the hour of the day.</summary>
    public static IEnumerable<double> Sessions(SeededRandom rng, DateTime startAt, double sessionGapSeconds, double from)
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

    // A session may outlast the pause to the next.
    private static Func<double, bool> Rising()
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
