namespace IoTWatch.Core.Beaconing;

/// <summary>Merges the flows of one wake-up among the stored contacts.</summary>
/// <remarks>
/// Contacts are collapsed on arrival by 5 % of the interval known then; a channel that begins with a burst has a better
/// estimate later, when its first contacts are separate already. They are merged here by 5 % of the length-weighted
/// median interval, which many short gaps within wake-ups do not change; but by at most 30 s, and only where a wake-up
/// has at most 8 flows and pauses are clearly longer than the gaps within: a device that calls all evening and sleeps
/// all day does not wake up once a day.
/// </remarks>
public static class WakeUps
{
    private const double Share = 0.05;
    private const double LongestGapSeconds = 30;
    private const int MaxFlows = 8;
    private const double Apart = 2;
    private const double MaxNearShare = 0.25;

    /// <param name="times">Ascending, seconds; the merged times are written to the front.</param>
    /// <param name="intervals">Scratch.</param>
    /// <param name="sorted">Scratch.</param>
    /// <param name="interval">The interval of which 5 % separates contacts, seconds.</param>
    /// <param name="minTimes">Minimum number of times; with fewer left, none are merged.</param>
    /// <returns>The number of times left.</returns>
    public static int Merge(
        Span<double> times, Span<double> intervals, Span<double> sorted, out double interval,
        int minTimes = BeaconFeatures.MinContacts)
    {
        intervals = intervals[..(times.Length - 1)];
        sorted = sorted[..intervals.Length];
        for (var i = 0; i < intervals.Length; i++)
            sorted[i] = intervals[i] = times[i + 1] - times[i];
        sorted.Sort();
        interval = OrderStatistics.Quantile(sorted, 0.5);
        var bound = Math.Min(Share * LengthWeightedMedian(sorted), LongestGapSeconds);
        if (sorted[0] >= bound)
            return times.Length;
        var inside = 0;
        while (inside < sorted.Length && sorted[inside] < bound)
            inside++;
        var left = sorted.Length - inside + 1;
        if (left < Math.Max(minTimes, times.Length / MaxFlows) || !ArePausesClear(sorted, inside))
            return times.Length;
        interval = Math.Max(interval, bound / Share);
        var next = 1;
        for (var i = 1; i < times.Length; i++)
            if (intervals[i - 1] >= bound)
                times[next++] = times[i];
        return next;
    }

    /// <summary>
    /// Whether few pauses are hardly longer than a gap inside a wake-up; otherwise one long silence has moved the bound
    /// into the intervals of a timer.
    /// </summary>
    private static bool ArePausesClear(ReadOnlySpan<double> sorted, int inside)
    {
        var near = inside;
        while (near < sorted.Length && sorted[near] < Apart * sorted[inside - 1])
            near++;
        return near - inside <= MaxNearShare * (sorted.Length - inside);
    }

    private static double LengthWeightedMedian(ReadOnlySpan<double> sorted)
    {
        double total = 0, sum = 0;
        foreach (var interval in sorted)
            total += interval;
        foreach (var interval in sorted)
            if ((sum += interval) >= total / 2)
                return interval;
        return 0;
    }
}
