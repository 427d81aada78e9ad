namespace IoTWatch.Core.Beaconing;

/// <summary>
/// RITA v5's beacon score of a pair of hosts with its four parts: for comparison, never an input of detection.
/// </summary>
/// <remarks>
/// Written from the formula in RITA v5 (activecm/rita, <c>analysis/beacons.go</c>):
/// score = round3(0.25·(ts + ds + dur + hist)). With stat(v) = round3(((1 − |skew|) + mad) / 2), where skew is Bowley's
/// (Q1 + Q3 − 2·Q2)/(Q3 − Q1), 0 if Q3 − Q1 &lt; 10 or Q2 equals Q1 or Q3; mad = (median − MAD)/median, not below 0,
/// and a default where the median is below 1; Q1 and Q3 are medians of the halves without the middle element: ts =
/// stat(non-zero gaps, default 1), ds = stat(bytes, default 0); hist and dur: <see cref="RitaScoreHistogram"/>. Sources
/// of times and bytes: <see cref="RitaWindow"/>.
/// </remarks>
/// <param name="Score">The mean of the four parts, 0..1, three decimals.</param>
/// <param name="Ts">Regularity of the gaps.</param>
/// <param name="Ds">Regularity of the sizes.</param>
/// <param name="Dur">Share of the window that the connections cover.</param>
/// <param name="Hist">Regularity of connections per hour.</param>
public readonly record struct RitaScore(double Score, double Ts, double Ds, double Dur, double Hist)
{
    /// <summary>Minimum number of connections that RITA scores.</summary>
    public const int MinConnections = 4;

    private const int MinValues = 3;

    /// <summary>
    /// Scores one pair over a window of (about) a day; null where RITA gives no score: below 4 connections or 3
    /// non-zero gaps, or an empty window.
    /// </summary>
    /// <param name="seconds">Start of each connection in whole seconds, sorted, inside the window.</param>
    /// <param name="bytes">Bytes the originator sent at the IP layer in each connection, in any order.</param>
    /// <param name="windowStart">First second of the window.</param>
    /// <param name="windowEnd">Last second of the window.</param>
    public static RitaScore? Compute(
        ReadOnlySpan<long> seconds, ReadOnlySpan<long> bytes, long windowStart, long windowEnd)
    {
        if (seconds.Length < MinConnections || windowEnd <= windowStart)
            return null;
        Span<double> values = new double[Math.Max(seconds.Length, bytes.Length)];
        var gaps = 0;
        for (var i = 1; i < seconds.Length; i++)
            if (seconds[i] > seconds[i - 1])
                values[gaps++] = seconds[i] - seconds[i - 1];
        if (gaps < MinValues)
            return null;
        var ts = Evenness(values[..gaps], whenMedianIsBelowOne: 1);

        for (var i = 0; i < bytes.Length; i++)
            values[i] = bytes[i];
        var ds = Evenness(values[..bytes.Length], whenMedianIsBelowOne: 0);

        var histogram = RitaScoreHistogram.Of(seconds, windowStart, windowEnd, stackalloc int[RitaScoreHistogram.Bins]);
        var dur = histogram.Duration((double)(seconds[^1] - seconds[0]) / (windowEnd - windowStart));
        var hist = histogram.Flatness();
        return new RitaScore(Round3(0.25 * (ts + ds + dur + hist)), ts, ds, dur, hist);
    }

    internal static double Round3(double value) => Math.Round(value, 3, MidpointRounding.AwayFromZero);

    /// <summary>
    /// stat(v) above: 1 for a constant, towards 0 for a wide or skewed distribution; 0 below three values. Overwrites
    /// the values.
    /// </summary>
    private static double Evenness(Span<double> values, double whenMedianIsBelowOne)
    {
        if (values.Length < MinValues)
            return 0;
        values.Sort();
        var half = values.Length / 2;
        var (low, middle, high) = (OrderStatistics.Median<double>(values[..half]),
            OrderStatistics.Median<double>(values), OrderStatistics.Median<double>(values[^half..]));
        // The formula compares exactly: with a quartile equal to the median there is no skew.
        var skew = high - low < 10 || middle.Equals(low) || middle.Equals(high)
            ? 0
            : (low + high - 2 * middle) / (high - low);
        if (middle < 1)
            return Round3((1 - Math.Abs(skew) + whenMedianIsBelowOne) / 2);

        foreach (ref var value in values)
            value = Math.Abs(value - middle);
        values.Sort();
        return Round3(
            (1 - Math.Abs(skew) + Math.Max(0, (middle - OrderStatistics.Median<double>(values)) / middle)) / 2);
    }
}
