namespace IoTWatch.Core.Beaconing;

/// <summary>Robust statistics of the intervals: location, spread, skew and modes.</summary>
/// <remarks>All values are from the stored intervals (at most 63), in seconds; sorted once per evaluation.</remarks>
public readonly record struct IntervalStatistics
{
    public double Mean { get; private init; }

    public double Median { get; private init; }

    public double Q1 { get; private init; }

    public double Q3 { get; private init; }

    public double Low { get; private init; }

    public double High { get; private init; }

    /// <summary>Median absolute deviation over the median.</summary>
    public double RelativeMad { get; private init; }

    /// <summary>Quartile skewness, −1..1.</summary>
    public double Bowley { get; private init; }

    /// <summary>Standard deviation over the mean.</summary>
    public double Variation { get; private init; }

    public double LogDeviation { get; private init; }

    /// <summary>Middle of the densest window whose ends differ by a factor of 1.35.</summary>
    public double Mode { get; private init; }

    /// <summary>Share of the intervals in that window.</summary>
    public double ModeShare { get; private init; }

    /// <summary>Share in that window and the densest one outside it.</summary>
    public double TwoModesShare { get; private init; }

    /// <summary>Kolmogorov–Smirnov distance to the exponential distribution of the same mean.</summary>
    public double ExponentialDistance { get; private init; }

    /// <param name="intervals">At least one.</param>
    /// <param name="sorted">Scratch of the same length; holds the sorted intervals afterwards.</param>
    public static IntervalStatistics Of(ReadOnlySpan<double> intervals, Span<double> sorted)
    {
        var n = intervals.Length;
        intervals.CopyTo(sorted);
        sorted.Sort();
        double sum = 0, squares = 0, logs = 0, logSquares = 0, distance = 0;
        foreach (var interval in sorted)
        {
            sum += interval;
            var log = Math.Log(Math.Max(interval, 0.01));
            logs += log;
            logSquares += log * log;
        }
        var mean = Math.Max(sum / n, 0.01);
        for (var i = 0; i < n; i++)
        {
            squares += (sorted[i] - mean) * (sorted[i] - mean);
            var cumulative = 1 - Math.Exp(-sorted[i] / mean);
            distance = Math.Max(
                distance, Math.Max(Math.Abs(cumulative - (double)i / n), Math.Abs((double)(i + 1) / n - cumulative)));
        }
        var median = Math.Max(OrderStatistics.Quantile(sorted, 0.5), 0.01);
        double q1 = OrderStatistics.Quantile(sorted, 0.25), q3 = OrderStatistics.Quantile(sorted, 0.75);
        var (start, length) = Densest(sorted, -1, 0);
        var (_, second) = Densest(sorted, start, length);
        return new IntervalStatistics
        {
            Mean = mean,
            Median = median,
            Q1 = q1,
            Q3 = q3,
            Low = OrderStatistics.Quantile(sorted, 0.05),
            High = OrderStatistics.Quantile(sorted, 0.9),
            RelativeMad = OrderStatistics.MedianDistance(sorted, median) / median,
            Bowley = q3 - q1 < 0.02 ? 0 : (q1 + q3 - 2 * median) / (q3 - q1),
            Variation = Math.Sqrt(squares / n) / mean,
            LogDeviation = Math.Sqrt(Math.Max(logSquares / n - logs / n * (logs / n), 0)),
            Mode = OrderStatistics.Quantile(sorted.Slice(start, length), 0.5),
            ModeShare = (double)length / n,
            TwoModesShare = (double)(length + second) / n,
            ExponentialDistance = distance,
        };
    }

    private static (int Start, int Length) Densest(ReadOnlySpan<double> sorted, int takenStart, int takenLength)
    {
        const double width = 1.35;
        int bestStart = 0, bestLength = 0;
        for (int start = 0, end = 0; start < sorted.Length; start++)
        {
            if (start >= takenStart && start < takenStart + takenLength)
                continue;
            end = Math.Max(end, start);
            while (end < sorted.Length && sorted[end] <= Math.Max(sorted[start], 0.01) * width && end != takenStart)
                end++;
            if (end - start > bestLength)
                (bestStart, bestLength) = (start, end - start);
        }
        return (bestStart, bestLength);
    }
}
