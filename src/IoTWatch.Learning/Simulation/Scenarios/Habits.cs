namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>When things happen in a home: endless rising times, seconds after the scenario's start.</summary>
/// <remarks>
/// Every: gap p(1 + U(−j, j)), first call at U(0, p) after <c>from</c> (at once when it is not 0), each lost with the given share.
/// People: sessions whose rate follows the hour of the day (night 2 %, day 30..50 %, evening 100 % of the peak), each of a geometric number
/// of clicks with lognormal pauses (median 8 s, σ 1).
/// </remarks>
internal static class Habits
{
    public static IEnumerable<double> Every(SeededRandom rng, double period, double jitter, double from = 0, double missed = 0)
    {
        for (var t = from > 0 ? from : rng.Uniform(0, period); ; t += period * (1 + rng.Uniform(-jitter, jitter)))
            if (!rng.Chance(missed))
                yield return t;
    }

    public static IEnumerable<double> People(SeededRandom rng, DateTime startAt, double sessionGapSeconds, double clicks)
    {
        for (var t = rng.Exponential(sessionGapSeconds); ; t += rng.Exponential(sessionGapSeconds))
        {
            var share = startAt.AddSeconds(t).Hour switch { < 6 => .02, < 9 => .5, < 17 => .3, < 23 => 1, _ => .3 };
            if (!rng.Chance(share))
                continue;
            for (var left = rng.Geometric(clicks); left > 0; left--)
            {
                yield return t;
                t += rng.LogNormal(8, 1);
            }
        }
    }
}
