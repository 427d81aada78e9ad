namespace IoTWatch.Core.Beaconing;

/// <summary>
/// The period with the highest likelihood: one or a few periodic callers, missed calls, and random other contacts.
/// </summary>
/// <remarks>
/// Each candidate is scored by the likelihood ratio of "callers with normal jitter, a share of missed calls, the rest a
/// Poisson process" to "all a Poisson process", every parameter at its best value, less a fixed penalty per caller
/// beyond the first. The candidates are searched with a medium tolerance, the best one again with a strict and a wide
/// one, and its harmonics. A timer with a random delay (shifted exponential) is a candidate too, since its long tail
/// looks like missed calls. Callers are <see cref="CallChain"/>s that are removed one by one.
/// </remarks>
/// <param name="Jitter">Median absolute deviation of the links from their median, over the period, missed calls
/// folded.</param>
/// <param name="Missed">Missed calls of the first caller.</param>
/// <param name="MissedShare">Missed calls over due calls, of all callers.</param>
/// <param name="Callers">Number of callers with this period, 0..4.</param>
/// <param name="Share">Share of the intervals that are links of a caller.</param>
/// <param name="RecentShare">Share of the last 8 contacts that belong to a caller; low where the calls have
/// stopped.</param>
/// <param name="Gain">Logarithm of the likelihood ratio: some hundreds for a hundred contacts of a clock, a few by
/// chance.</param>
internal readonly record struct PeriodFit(
    double PeriodSeconds, double Jitter, int Missed, double MissedShare, int Callers, double Share, double RecentShare,
    double Gain)
{
    private const double ShortestSeconds = 0.05;
    private const double SameCandidate = 0.15;
    private const double Settled = 0.01;
    private const double SmallJitter = 0.03;
    private const double MaxDistances = 5;
    private const double Grain = 0.001;
    private const double ManyMissed = 0.25;
    private const double Strict = 0.06;
    private const double Middling = 0.3;
    private const double Wide = 0.45;
    private const int MaxCallers = 4;
    private const double CallerCost = 4;
    private const int Recent = 8;
    private static readonly double[] Multiples = [2, 3];
    private static readonly double[] Fractions = [1 / 2.0, 1 / 3.0];

    /// <param name="times">At least 4, rising, seconds.</param>
    /// <param name="candidates">Periods in seconds; overwritten.</param>
    /// <param name="sorted">The intervals, sorted.</param>
    public static PeriodFit Of(
        ReadOnlySpan<double> times, Span<double> candidates, ReadOnlySpan<double> sorted, in IntervalStatistics shape)
    {
        Span<double> links = stackalloc double[times.Length];
        var best = new PeriodFit(shape.Median, 1, 0, 0, 0, 0, 0, double.NegativeInfinity);
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
        // Several callers of one period look like one that calls more often, with more jitter or with missed calls; one
        // caller looks like two of the double period.
        var refined = best;
        if (refined.Callers > 1 || refined.MissedShare > ManyMissed || refined.Jitter > SmallJitter)
            foreach (var multiple in Multiples)
                best = Better(best, Fit(times, refined.PeriodSeconds * multiple, Strict, links));
        if (refined.Callers > 1)
            foreach (var fraction in Fractions)
                best = Better(best, Fit(times, refined.PeriodSeconds * fraction, Strict, links));
        return Better(best, LateTimer(sorted, shape));
    }

    private static PeriodFit Better(in PeriodFit one, in PeriodFit other) => other.Gain > one.Gain ? other : one;

    private static bool Tried(ReadOnlySpan<double> periods, double period)
    {
        foreach (var other in periods)
            if (Math.Abs(other - period) <= SameCandidate * period)
                return true;
        return false;
    }

    private static PeriodFit Fit(ReadOnlySpan<double> times, double candidate, double tolerance, Span<double> links)
    {
        Span<double> left = stackalloc double[times.Length];
        times.CopyTo(left);
        int intervals = times.Length - 1, linked = 0, missed = 0;
        double span = times[^1] - times[0], likelihood = 0;
        var best = new PeriodFit(candidate, 1, 0, 0, 0, 0, 0, double.NegativeInfinity);
        for (var callers = 1; callers <= MaxCallers && left.Length >= 3; callers++)
        {
            var chain = CallChain.ExtractLongest(left, candidate, tolerance, links);
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
            best = new PeriodFit(
                period, jitter, callers == 1 ? missed : best.Missed, missed / (double)(linked + missed), callers,
                linked / (double)intervals, RecentShareOf(times, left), gain);
        }
        return best;
    }

    /// <summary>n·ln(n / of), 0 for none.</summary>
    private static double Log(double n, double of) => n > 0 ? n * Math.Log(n / of) : 0;

    /// <summary>The period of an exact timer without the few late calls, and the jitter.</summary>
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
            if (Math.Abs(link - median) <= MaxDistances * jitter * period + Grain * period)
            {
                sum += link;
                count++;
            }
        return (sum / count, jitter);
    }

    private static double RecentShareOf(ReadOnlySpan<double> times, ReadOnlySpan<double> left)
    {
        var recent = Math.Min(Recent, times.Length);
        var strangers = 0;
        for (var i = left.Length - 1; i >= 0 && left[i] >= times[^recent]; i--)
            strangers++;
        return 1 - Math.Min(strangers, recent) / (double)recent;
    }

    /// <summary>Fits a timer whose intervals are a fixed part and an exponential delay.</summary>
    private static PeriodFit LateTimer(ReadOnlySpan<double> sorted, in IntervalStatistics shape)
    {
        var n = sorted.Length;
        var gain = n * Math.Log(shape.Mean / (shape.Mean - sorted[0] + 0.01)) - 0.5 * Math.Log(n);
        var (period, jitter) = Refined(sorted, shape.Mean);
        return new PeriodFit(period, jitter, 0, 0, 1, 1, 1, gain);
    }
}
