namespace IoTWatch.Core.Beaconing;

/// <summary>The intervals divided by the number of periods they span: what is left is jitter, what was divided out are missed calls.</summary>
/// <param name="Jitter">Median of |interval/k − period| over the period, of the intervals that are a multiple k of it.</param>
/// <param name="RecentShare">Share of the last 8 intervals that fit: has the rhythm stopped?</param>
internal readonly record struct FoldedIntervals(double Jitter, int Missed, double RecentShare)
{
    private const int Recent = 8;

    public static FoldedIntervals Of(ReadOnlySpan<double> intervals, double period)
    {
        if (period <= 0)
            return default;
        Span<double> distances = stackalloc double[intervals.Length];
        int fitting = 0, missed = 0, recent = 0;
        for (var i = 0; i < intervals.Length; i++)
        {
            var k = RenewalFold.Multiple(intervals[i], period);
            if (k == 0)
                continue;
            distances[fitting++] = Math.Abs(intervals[i] / k - period);
            missed += k - 1;
            if (i >= intervals.Length - Recent)
                recent++;
        }
        if (fitting == 0)
            return new FoldedIntervals(1, 0, 0);
        distances = distances[..fitting];
        distances.Sort();
        return new FoldedIntervals(
            IntervalStatistics.Quantile(distances, 0.5) / period, missed, (double)recent / Math.Min(Recent, intervals.Length));
    }
}
