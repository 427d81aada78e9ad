namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>Generates the start times of the negative families: calls caused by people and by load.</summary>
/// <remarks>
/// Notation as in <see cref="PeriodicTimings"/>. Poisson: mean gap LU(1 s, 24 h). Lognormal: median gap LU(1 s, 24 h),
/// σ ~ U(.6, 2.5). Sessions: breaks of lognormal length (median LU(10 min, 8 h), σ 1), in each a geometric number of
/// clicks (mean U(2, 15)) with lognormal pauses (median LU(3 s, 60 s), σ 1). Poisson bursts: clusters at Exp(LU(1 min,
/// 12 h)), each of geometric size (mean U(2, 9)) with gaps Exp(LU(.5 s, mean/20)). Pareto with a floor: floor LU(1 s, 6
/// h), tail index U(.6, 1.6), gaps not above 7 days. Lognormal with a floor: the same floor plus a lognormal of median
/// LU(.4, 4) floors, σ U(1.1, 2.5); Weibull with a floor: plus a Weibull of scale LU(.8, 5) floors, shape U(.35, .75):
/// calls caused by people and rate-limited by a program. Diurnal: Poisson whose rate follows the hour (night 2 %,
/// morning 50 %, day 30 %, evening 100 % of a peak of one call per LU(20 s, 1 h); weekends × U(.5, 1.5)). Streaming:
/// plays at lognormal breaks (median LU(5 min, 6 h), σ 1.2); a play opens with 2..5 quick fetches and goes on with a
/// geometric number of segments (mean U(4, 20)), each after lognormal play-out time (median LU(2 s, 30 s), σ U(.4, 1))
/// because buffer and bit rate adapt. Download bursts: at lognormal gaps (median LU(5 min, 24 h), σ 1.2) 3..30
/// connections with gaps Exp(U(.2 s, 3 s)).
/// </remarks>
internal static class AperiodicTimings
{
    private const double Week = 7 * 86_400;

    public static CallTiming Poisson(SeededRandom rng) => None(PoissonFrom(rng, Start(rng), rng.LogUniform(1, 86_400)));

    public static CallTiming LogNormal(SeededRandom rng)
    {
        var median = rng.LogUniform(1, 86_400);
        var sigma = rng.Uniform(.6, 2.5);
        return None(Gaps(rng, () => rng.LogNormal(median, sigma)));
    }

    public static CallTiming Sessions(SeededRandom rng)
    {
        var rest = rng.LogUniform(600, 8 * 3_600);
        var clicks = rng.Uniform(2, 15);
        var think = rng.LogUniform(3, 60);
        return None(
            Clusters(rng, () => rng.LogNormal(rest, 1), () => rng.Geometric(clicks), () => rng.LogNormal(think, 1)));
    }

    public static CallTiming PoissonBursts(SeededRandom rng)
    {
        var mean = rng.LogUniform(60, 12 * 3_600);
        var size = rng.Uniform(2, 9);
        var inside = rng.LogUniform(.5, mean / 20);
        return None(
            Clusters(rng, () => rng.Exponential(mean), () => rng.Geometric(size), () => rng.Exponential(inside)));
    }

    public static CallTiming ParetoFloor(SeededRandom rng)
    {
        var floor = rng.LogUniform(1, 6 * 3_600);
        var alpha = rng.Uniform(.6, 1.6);
        return None(Gaps(rng, () => Math.Min(Week, rng.Pareto(floor, alpha))));
    }

    public static CallTiming LogNormalFloor(SeededRandom rng)
    {
        var floor = rng.LogUniform(1, 6 * 3_600);
        var median = floor * rng.LogUniform(.4, 4);
        var sigma = rng.Uniform(1.1, 2.5);
        return None(Gaps(rng, () => Math.Min(Week, floor + rng.LogNormal(median, sigma))));
    }

    public static CallTiming WeibullFloor(SeededRandom rng)
    {
        var floor = rng.LogUniform(1, 6 * 3_600);
        var scale = floor * rng.LogUniform(.8, 5);
        var shape = rng.Uniform(.35, .75);
        return None(Gaps(rng, () => Math.Min(Week, floor + scale * Math.Pow(rng.Exponential(1), 1 / shape))));
    }

    public static CallTiming Diurnal(SeededRandom rng) =>
        None(ByTheHour(rng, rng.LogUniform(20, 3_600), rng.Uniform(.5, 1.5)));

    public static CallTiming Streaming(SeededRandom rng)
    {
        var rest = rng.LogUniform(300, 6 * 3_600);
        var segments = rng.Uniform(4, 20);
        var play = rng.LogUniform(2, 30);
        var sigma = rng.Uniform(.4, 1);
        var fill = 0;
        return None(Clusters(
            rng,
            () => rng.LogNormal(rest, 1.2),
            () => (fill = rng.WholeNumber(2, 5)) + rng.Geometric(segments),
            () => fill-- > 0 ? rng.Exponential(.8) : rng.LogNormal(play, sigma)));
    }

    public static CallTiming DownloadBursts(SeededRandom rng)
    {
        var rest = rng.LogUniform(300, 86_400);
        var inside = rng.Uniform(.2, 3);
        return None(
            Clusters(rng, () => rng.LogNormal(rest, 1.2), () => rng.WholeNumber(3, 30), () => rng.Exponential(inside)));
    }

    internal static IEnumerable<double> PoissonFrom(SeededRandom rng, double start, double meanGap)
    {
        for (var t = start + rng.Exponential(meanGap); ; t += rng.Exponential(meanGap))
            yield return t;
    }

    private static CallTiming None(IEnumerable<double> starts) => new(null, starts);

    private static double Start(SeededRandom rng) => rng.Uniform(0, Week);

    private static IEnumerable<double> Gaps(SeededRandom rng, Func<double> gap)
    {
        for (var t = Start(rng); ; t += gap())
            yield return t;
    }

    private static IEnumerable<double> Clusters(
        SeededRandom rng, Func<double> rest, Func<int> size, Func<double> inside)
    {
        for (var t = Start(rng); ; t += rest())
            for (var left = size(); left > 0; left--)
            {
                yield return t;
                t += inside();
            }
    }

    private static IEnumerable<double> ByTheHour(SeededRandom rng, double peakGap, double weekend)
    {
        for (var t = Start(rng); ; t += rng.Exponential(peakGap / 1.5))
        {
            var hour = t / 3_600 % 24;
            var share = hour switch { < 6.5 => .02, < 9 => .5, < 17 => .3, < 23 => 1, _ => .3 };
            if (t / 86_400 % 7 >= 5)
                share *= weekend;
            // thinning: candidates are drawn at 1.5 × the peak rate, the maximum on a weekend
            if (rng.Chance(share / 1.5))
                yield return t;
        }
    }
}
