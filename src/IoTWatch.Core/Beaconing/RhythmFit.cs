namespace IoTWatch.Core.Beaconing;

/// <summary>
/// The period that explains a channel's contacts best: one or a few callers that keep it, calls missed, and strangers
/// at random.
/// </summary>
/// <remarks>
/// Each candidate is judged by the likelihood ratio of "callers with normal jitter, a share of missed calls, the rest a
/// Poisson process" to "all a Poisson process", every parameter at its best value, less a fixed price per caller beyond
/// the first. The candidates are searched with a middling tolerance, the best one again with a strict and a wide one,
/// and its harmonics. A timer that starts late at random (shifted exponential) competes, since its long tail looks like
/// missed calls. Callers are <see cref="CallChain"/>s taken out one by one.
/// </remarks>
/// <param name="Jitter">Median absolute deviation of the links from their median, over the period, missed calls
/// folded.</param>
/// <param name="Missed">Calls left out by the first caller.</param>
/// <param name="MissedShare">Of all callers, missed calls over calls due.</param>
/// <param name="Callers">How many keep this period, 0..4.</param>
/// <param name="Share">Of the intervals between contacts, those worth a link of a caller.</param>
/// <param name="RecentShare">Share of the last 8 contacts that belong to a caller: has the rhythm stopped?</param>
/// <param name="Gain">Logarithm of the likelihood ratio; a hundred contacts of a clock have some hundreds, chance has a
/// few.</param>
internal readonly record struct RhythmFit(
    double PeriodSeconds, double Jitter, int Missed, double MissedShare, int Callers, double Share, double RecentShare,
    double Gain)
{
    private const double ShortestSeconds = 0.05;
    private const double SameCandidate = 0.15;
    private const double Settled = 0.01;
    private const double SmallJitter = 0.03;
    private const double MostDistances = 5;
    private const double Grain = 0.001;
    private const double ManyMissed = 0.25;
    private const double Strict = 0.06;
    private const double Middling = 0.3;
    private const double Wide = 0.45;
    private const int MostCallers = 4;
    private const double CallerCost = 4;
    private const int Recent = 8;
    private static readonly double[] Multiples = [2, 3];
    private static readonly double[] Fractions = [1 / 2.0, 1 / 3.0];

    /// <param name="times">At least 4, rising, seconds.</param>
    /// <param name="candidates">Periods in seconds; overwritten.</param>
    /// <param name="sorted">The intervals, sorted.</param>
    public static RhythmFit Of(
        ReadOnlySpan<double> times, Span<double> candidates, ReadOnlySpan<double> sorted, in IntervalStatistics shape)
    {
        Span<double> links = stackalloc double[times.Length];
        var best = new RhythmFit(shape.Median, 1, 0, 0, 0, 0, 0, double.NegativeInfinity);
        var tried = 0;
        foreach (var candidate in candidates)
        {
            if (candidate < ShortestSeconds || Tried(candidates[..tried], candidate))
                continue;
            candidates[tried++] = candidate;
            best = Better(best, Fit(times, candidate, Middling, links));
        }
        var middling = best.PeriodSeconds;
        foreach (var tolerance in (ReadOnlySpan<double>)[Strict, Wide])
        {
            var fit = Fit(times, middling, tolerance, links);
            best = Better(best, fit);
            if (Math.Abs(fit.PeriodSeconds - middling) > Settled * middling)
                best = Better(best, Fit(times, fit.PeriodSeconds, tolerance, links));
        }
        // Several callers of one period look like one that calls more often, less exactly or with calls missed; one
        // caller like two of its double.
        var refined = best;
        if (refined.Callers > 1 || refined.MissedShare > ManyMissed || refined.Jitter > SmallJitter)
            foreach (var multiple in Multiples)
                best = Better(best, Fit(times, refined.PeriodSeconds * multiple, Strict, links));
        if (refined.Callers > 1)
            foreach (var fraction in Fractions)
                best = Better(best, Fit(times, refined.PeriodSeconds * fraction, Strict, links));
        return Better(best, LateTimer(sorted, shape));
    }

    private static RhythmFit Better(in RhythmFit one, in RhythmFit other) => other.Gain > one.Gain ? other : one;

    private static bool Tried(ReadOnlySpan<double> periods, double period)
    {
        foreach (var other in periods)
            if (Math.Abs(other - period) <= SameCandidate * period)
                return true;
        return false;
    }

    private static RhythmFit Fit(ReadOnlySpan<double> times, double candidate, double tolerance, Span<double> links)
    {
        Span<double> left = stackalloc double[times.Length];
        times.CopyTo(left);
        int intervals = times.Length - 1, linked = 0, missed = 0;
        double span = times[^1] - times[0], likelihood = 0;
        var best = new RhythmFit(candidate, 1, 0, 0, 0, 0, 0, double.NegativeInfinity);
        for (var callers = 1; callers <= MostCallers && left.Length >= 3; callers++)
        {
            var chain = CallChain.TakeLongest(left, candidate, tolerance, links);
            if (chain.Links < 2)
                break;
            linked += chain.Links;
            missed += chain.Periods - chain.Links;
            likelihood += chain.LogLikelihood;
            var gain = likelihood + Log(linked, linked + missed) + Log(missed, linked + missed)
                + Log(intervals - linked, span) - Log(intervals, span) + linked - CallerCost * (callers - 1);
            if (gain <= Math.Max(best.Gain, 0))
                break;
            left = left[..chain.Left];
            var (period, jitter) = (best.PeriodSeconds, best.Jitter);
            if (callers == 1)
            {
                links[..chain.Links].Sort();
                (period, jitter) = Refined(links[..chain.Links], chain.PeriodSeconds);
            }
            best = new RhythmFit(
                period, jitter, callers == 1 ? missed : best.Missed, missed / (double)(linked + missed), callers,
                linked / (double)intervals, RecentlyTaken(times, left), gain);
        }
        return best;
    }

    /// <summary>n·ln(n / of), 0 for none.</summary>
    private static double Log(double n, double of) => n > 0 ? n * Math.Log(n / of) : 0;

    /// <summary>The period of an exact timer without the few calls that came late, and the jitter.</summary>
    /// <param name="links">Sorted.</param>
    private static (double Period, double Jitter) Refined(ReadOnlySpan<double> links, double period)
    {
        var median = OrderStatistics.Quantile(links, 0.5);
        var jitter = OrderStatistics.MedianDistance(links, median) / period;
        if (jitter > SmallJitter)
            return (period, jitter);
        double sum = 0;
        var count = 0;
        foreach (var link in links)
            if (Math.Abs(link - median) <= MostDistances * jitter * period + Grain * period)
            {
                sum += link;
                count++;
            }
        return (sum / count, jitter);
    }

    private static double RecentlyTaken(ReadOnlySpan<double> times, ReadOnlySpan<double> left)
    {
        var recent = Math.Min(Recent, times.Length);
        var strangers = 0;
        for (var i = left.Length - 1; i >= 0 && left[i] >= times[^recent]; i--)
            strangers++;
        return 1 - Math.Min(strangers, recent) / (double)recent;
    }

    /// <summary>Every interval one period: a fixed part and an exponential delay.</summary>
    private static RhythmFit LateTimer(ReadOnlySpan<double> sorted, in IntervalStatistics shape)
    {
        var n = sorted.Length;
        var gain = n * Math.Log(shape.Mean / (shape.Mean - sorted[0] + 0.01)) - 0.5 * Math.Log(n);
        var (period, jitter) = Refined(sorted, shape.Mean);
        return new RhythmFit(period, jitter, 0, 0, 1, 1, 1, gain);
    }
}
