using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Beaconing;

/// <summary>Scores the candidate periods of a channel and returns the best.</summary>
/// <remarks>
/// Candidates: the densest window of the intervals, median, quartiles (each centred on the intervals near it), and two
/// peaks of the lag histogram (centred on the time differences near them). Each is scored by <see cref="RenewalFold"/>
/// and <see cref="PairCorrelation"/>; <see cref="Rayleigh"/>, the most expensive test, is computed for the best only.
/// The null tables account for the number of candidates.
/// </remarks>
internal static class PeriodSearch
{
    private const double ShortestSeconds = 0.05;
    private const int FirstLag = 4;
    private static readonly double[] Balanced = Weights(0.5);
    private static readonly double[] FavouringLong = Weights(0.1);

    // A multiple of the true period explains the traffic nearly as well: a longer candidate must be clearly better.
    private const double Longer = 1.3;

    /// <summary>Number of candidates.</summary>
    public const int Candidates = 6;

    /// <param name="candidates">Receives the candidates, seconds; some may be near each other, or 0.</param>
    public static PeriodScore Best(
        in ChannelSketch sketch, ReadOnlySpan<double> times, ReadOnlySpan<double> intervals,
        ReadOnlySpan<double> sorted, in IntervalStatistics shape, Span<double> candidates)
    {
        (candidates[0], candidates[1], candidates[2], candidates[3]) = (shape.Mode, shape.Median, shape.Q1, shape.Q3);
        (candidates[4], candidates[5]) = (LagPeak(sketch, Balanced), LagPeak(sketch, FavouringLong));
        var best = default(PeriodScore);
        for (var i = 0; i < candidates.Length; i++)
        {
            var isLag = i >= FirstLag;
            var period = isLag ? PairCorrelation.Centre(times, candidates[i]) : Centre(sorted, candidates[i]);
            if (period < ShortestSeconds || Tried(candidates[..i], period))
                continue;
            candidates[i] = period;
            var score = Score(times, intervals, period, shape.Mean);
            score = score with { Support = score.SupportOf(isLag) };
            if (best.Seconds == 0 || score.Support > best.Support * (period > 1.5 * best.Seconds ? Longer : 1))
                best = score;
        }
        if (best.Seconds == 0)
            return best with { Seconds = shape.Median };

        var (power, _) = Rayleigh.Score(times, best.Seconds);
        var method = power > 0.8 * times.Length ? BeaconMethod.Phase
            : best.RenewalZ >= Math.Max(best.PairZ, best.StrictPairZ) || best.RenewalShare > 0.8 ? BeaconMethod.Renewal
            : BeaconMethod.Pairs;
        return best with { PhasePower = power, Method = method };
    }

    private static PeriodScore Score(
        ReadOnlySpan<double> times, ReadOnlySpan<double> intervals, double period, double mean)
    {
        var (renewalShare, renewalZ) = RenewalFold.Score(intervals, period, mean);
        var (pairShare, pairZ) = PairCorrelation.Score(times, period, mean, PairCorrelation.Wide);
        var (strictShare, strictZ) = PairCorrelation.Score(times, period, mean, PairCorrelation.NarrowTolerance);
        return new PeriodScore(
            period, renewalShare, renewalZ, pairShare, pairZ, strictShare, strictZ, 0, 0, BeaconMethod.None);
    }

    /// <summary>
    /// The median of the intervals within a factor of 1.35 of a candidate, twice, so that it converges; the candidate
    /// where there are none.
    /// </summary>
    private static double Centre(ReadOnlySpan<double> sorted, double candidate)
    {
        for (var round = 0; round < 2; round++)
        {
            int from = 0, to = sorted.Length;
            while (from < to && sorted[from] < candidate / 1.35)
                from++;
            while (to > from && sorted[to - 1] > candidate * 1.35)
                to--;
            if (to > from)
                candidate = OrderStatistics.Quantile(sorted[from..to], 0.5);
        }
        return candidate;
    }

    private static bool Tried(ReadOnlySpan<double> periods, double period)
    {
        foreach (var other in periods)
            if (Math.Abs(other - period) <= 0.02 * period)
                return true;
        return false;
    }

    /// <summary>
    /// The most frequent lag. Bins widen with the lag: counts are divided by a power of it, from 0 (favours long lags)
    /// to 1 (favours short ones).
    /// </summary>
    private static double LagPeak(in ChannelSketch sketch, ReadOnlySpan<double> weights)
    {
        var lags = sketch.Lags;
        var best = 0;
        double bestDensity = 0;
        for (var bin = 1; bin < lags.Length; bin++)
        {
            var density = lags[bin] * weights[bin];
            if (density > bestDensity)
                (best, bestDensity) = (bin, density);
        }
        return best == 0 ? 0 : ChannelSketch.LagSeconds(best);
    }

    private static double[] Weights(double power) =>
        [.. Enumerable.Range(0, ChannelSketch.LagBins)
            .Select(bin => Math.Pow(2, -power * bin / ChannelSketch.LagBinsPerOctave))];
}
