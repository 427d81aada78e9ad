namespace IoTWatch.Core.Beaconing;

/// <summary>The intervals divided by the number of periods they span: what is left is jitter, what was divided out are missed calls.</summary>
/// <param name="Period">The period, refined: the mean of the folded intervals where most lie close together, outliers left out; of all intervals around the median where jitter is wide.</param>
/// <param name="Jitter">Median of |interval/k − period| over the period, of the intervals that are a multiple k of it.</param>
/// <param name="RecentShare">Share of the last 8 intervals that fit: has the rhythm stopped?</param>
internal readonly record struct FoldedIntervals(double Period, double Jitter, int Missed, double RecentShare)
{
    private const int Recent = 8;
    private const double Close = 0.06;
    private const double Grain = 0.001;

    /// <param name="median">Of the intervals; where jitter is wide the period is their mean, and this says which ones belong to it.</param>
    public static FoldedIntervals Of(ReadOnlySpan<double> intervals, double period, double median)
    {
        if (period <= 0)
            return default;
        Span<double> distances = stackalloc double[intervals.Length];
        int fitting = 0, single = 0, missed = 0, recent = 0;
        double sum = 0;
        for (var i = 0; i < intervals.Length; i++)
        {
            var k = RenewalFold.Multiple(intervals[i], period);
            if (k == 0)
                continue;
            distances[fitting++] = Math.Abs(intervals[i] / k - period);
            sum += intervals[i] / k;
            single += k == 1 ? 1 : 0;
            missed += k - 1;
            if (i >= intervals.Length - Recent)
                recent++;
        }
        if (fitting == 0)
            return new FoldedIntervals(period, 1, 0, 0);
        distances = distances[..fitting];
        distances.Sort();
        var jitter = IntervalStatistics.Quantile(distances, 0.5) / period;
        var refined = jitter <= Close ? MeanWithin(intervals, period, 3 * jitter + Grain)
            : Math.Abs(median - period) > 0.3 * period ? sum / fitting
            : MeanAround(intervals, median, sum / fitting);
        return new FoldedIntervals(refined, jitter, missed, (double)recent / Math.Min(Recent, intervals.Length));
    }

    /// <summary>The mean of the folded intervals that lie within a share of the period of it: outliers are no jitter.</summary>
    private static double MeanWithin(ReadOnlySpan<double> intervals, double period, double share)
    {
        double sum = 0;
        var count = 0;
        foreach (var interval in intervals)
        {
            var k = RenewalFold.Multiple(interval, period);
            if (k == 0 || Math.Abs(interval / k - period) > share * period)
                continue;
            sum += interval / k;
            count++;
        }
        return sum / count;
    }

    /// <summary>The mean of the intervals from 0.4 to 2.6 times the median, if they are nearly all; a wide distribution is told best by its mean.</summary>
    private static double MeanAround(ReadOnlySpan<double> intervals, double median, double otherwise)
    {
        double sum = 0;
        var count = 0;
        foreach (var interval in intervals)
            if (interval >= 0.4 * median && interval <= 2.6 * median)
            {
                sum += interval;
                count++;
            }
        return count >= 0.9 * intervals.Length ? sum / count : otherwise;
    }
}
