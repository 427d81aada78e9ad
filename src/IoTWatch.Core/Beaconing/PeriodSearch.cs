using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Beaconing;

/// <summary>Tries the likely periods of a channel and keeps the one that explains its contacts best.</summary>
/// <remarks>
/// Candidates: the densest window of the intervals, median, quartiles, and the peak of the lag histogram. Each is centred on the
/// intervals near it and scored by <see cref="RenewalFold"/> and <see cref="PairCorrelation"/>; <see cref="Rayleigh"/>, the dearest
/// test, is run for the winner only.
/// </remarks>
internal static class PeriodSearch
{
    public static PeriodScore Best(
        in ChannelSketch sketch, ReadOnlySpan<double> times, ReadOnlySpan<double> intervals, ReadOnlySpan<double> sorted, in IntervalStatistics shape)
    {
        Span<double> candidates = [shape.Mode, shape.Median, shape.Q1, shape.Q3, LagPeak(sketch)];
        var best = default(PeriodScore);
        for (var i = 0; i < candidates.Length; i++)
        {
            var period = Centre(sorted, candidates[i]);
            if (period < 0.05 || Tried(candidates[..i], period))
                continue;
            candidates[i] = period;
            var (renewalShare, renewalZ) = RenewalFold.Score(intervals, period, shape.Mean);
            var (pairShare, pairZ) = PairCorrelation.Score(times, period, shape.Mean);
            if (best.Seconds == 0 || Math.Max(renewalZ, pairZ) > Math.Max(best.RenewalZ, best.PairZ))
                best = new PeriodScore(period, renewalShare, renewalZ, pairShare, pairZ, 0, BeaconMethod.None);
        }
        if (best.Seconds == 0)
            return best with { Seconds = shape.Median };

        var (power, _) = Rayleigh.Score(times, best.Seconds);
        var method = power > 0.8 * times.Length ? BeaconMethod.Phase
            : best.RenewalZ >= best.PairZ || best.RenewalShare > 0.8 ? BeaconMethod.Renewal
            : BeaconMethod.Pairs;
        return best with { PhasePower = power, Method = method };
    }

    /// <summary>The median of the intervals within a factor of 1.35 of a candidate, twice, so that it settles; the candidate itself where there are none.</summary>
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
                candidate = IntervalStatistics.Quantile(sorted[from..to], 0.5);
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

    /// <summary>The lag that occurs most beyond what its bin's width would give a memoryless channel: bins widen with the lag, so counts are taken per second.</summary>
    private static double LagPeak(in ChannelSketch sketch)
    {
        var lags = sketch.Lags;
        var best = 0;
        double bestDensity = 0;
        for (var bin = 1; bin < lags.Length; bin++)
        {
            // Root of the lag: between raw counts (favours long lags) and density (favours short ones).
            var density = lags[bin] / Math.Sqrt(ChannelSketch.LagSeconds(bin));
            if (density > bestDensity)
                (best, bestDensity) = (bin, density);
        }
        return best == 0 ? 0 : ChannelSketch.LagSeconds(best);
    }
}
