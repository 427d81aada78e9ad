namespace IoTWatch.Core.Beaconing;

/// <summary>Merges the several flows of one wake-up among the kept contacts.</summary>
/// <remarks>
/// Contacts collapse as they come by 5 % of the interval known then; a channel that opens with a burst learns its true
/// interval only later, and its first contacts still stand apart. Here they are merged by 5 % of the length-weighted
/// median: the interval in which the middle of the *time* falls, which many short gaps within wake-ups do not drown;
/// but by no more than 30 s, and only where a wake-up has at most 8 flows and the pauses stand apart from the gaps
/// within: a device that calls all evening and sleeps all day does not wake up once a day.
/// </remarks>
public static class WakeUps
{
    private const double Share = 0.05;
    private const double LongestGapSeconds = 30;
    private const int MostFlows = 8;
    private const double Apart = 2;
    private const double MostNear = 0.25;

    /// <param name="times">Rising, seconds; the merged times are written to its front.</param>
    /// <param name="intervals">Scratch.</param>
    /// <param name="sorted">Scratch.</param>
    /// <param name="interval">The interval of which 5 % is the silence that begins a new contact, seconds.</param>
    /// <param name="fewest">Where fewer would be left, none are merged.</param>
    /// <returns>How many times are left.</returns>
    public static int Merge(
        Span<double> times, Span<double> intervals, Span<double> sorted, out double interval,
        int fewest = BeaconFeatures.LeastContacts)
    {
        intervals = intervals[..(times.Length - 1)];
        sorted = sorted[..intervals.Length];
        for (var i = 0; i < intervals.Length; i++)
            sorted[i] = intervals[i] = times[i + 1] - times[i];
        sorted.Sort();
        interval = OrderStatistics.Quantile(sorted, 0.5);
        var least = Math.Min(Share * LengthWeightedMedian(sorted), LongestGapSeconds);
        if (sorted[0] >= least)
            return times.Length;
        var inside = 0;
        while (inside < sorted.Length && sorted[inside] < least)
            inside++;
        var left = sorted.Length - inside + 1;
        if (left < Math.Max(fewest, times.Length / MostFlows) || !StandsApart(sorted, inside))
            return times.Length;
        interval = Math.Max(interval, least / Share);
        var next = 1;
        for (var i = 1; i < times.Length; i++)
            if (intervals[i - 1] >= least)
                times[next++] = times[i];
        return next;
    }

    /// <summary>
    /// Few of the pauses are hardly longer than a gap inside a wake-up: otherwise one long silence has put the bound
    /// into the middle of a timer's own intervals.
    /// </summary>
    private static bool StandsApart(ReadOnlySpan<double> sorted, int inside)
    {
        var near = inside;
        while (near < sorted.Length && sorted[near] < Apart * sorted[inside - 1])
            near++;
        return near - inside <= MostNear * (sorted.Length - inside);
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
