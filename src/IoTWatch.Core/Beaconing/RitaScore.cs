namespace IoTWatch.Core.Beaconing;

/// <summary>RITA v5's beacon score of one pair of hosts with its four parts beside it: a column to compare with, never an input of detection.</summary>
/// <remarks>
/// Written from the formula in RITA v5 (activecm/rita, <c>analysis/beacons.go</c>):
/// score = round3(0.25·(ts + ds + dur + hist)). With stat(v) = round3(((1 − |skew|) + mad) / 2), where skew is Bowley's
/// (Q1 + Q3 − 2·Q2)/(Q3 − Q1), 0 if Q3 − Q1 &lt; 10 or Q2 equals Q1 or Q3; mad = (median − MAD)/median, not below 0, and a
/// default where the median is below 1; Q1 and Q3 are medians of the halves without the middle element:
/// ts = stat(non-zero gaps, default 1), ds = stat(bytes, default 0); hist and dur: <see cref="RitaScoreHistogram"/>.
/// Sources of times and bytes: <see cref="RitaWindow"/>.
/// </remarks>
/// <param name="Score">The mean of the four parts, 0..1, three decimals.</param>
/// <param name="Ts">Evenness of the gaps.</param>
/// <param name="Ds">Evenness of the sizes.</param>
/// <param name="Dur">How much of the window the connections cover.</param>
/// <param name="Hist">Evenness of connections per hour.</param>
public readonly record struct RitaScore(double Score, double Ts, double Ds, double Dur, double Hist)
{
    private const int LeastTimes = 4;
    private const int LeastGaps = 3;

    /// <summary>Scores one pair over a window of (about) a day; null where RITA gives no score: below 4 connections or 3 non-zero gaps, or an empty window.</summary>
    /// <param name="seconds">Start of each connection in whole seconds, sorted, inside the window.</param>
    /// <param name="bytes">Bytes the originator sent at the IP layer in each connection, in any order.</param>
    /// <param name="windowStart">First second of the window.</param>
    /// <param name="windowEnd">Last second of the window.</param>
    public static RitaScore? Compute(ReadOnlySpan<long> seconds, ReadOnlySpan<long> bytes, long windowStart, long windowEnd)
    {
        if (seconds.Length < LeastTimes || windowEnd <= windowStart)
            return null;
        var gaps = new List<double>(seconds.Length);
        for (var i = 1; i < seconds.Length; i++)
            if (seconds[i] > seconds[i - 1])
                gaps.Add(seconds[i] - seconds[i - 1]);
        if (gaps.Count < LeastGaps)
            return null;

        var sizes = new List<double>(bytes.Length);
        foreach (var size in bytes)
            sizes.Add(size);

        var histogram = RitaScoreHistogram.Of(seconds, windowStart, windowEnd);
        var ts = Evenness(gaps, whenMedianIsBelowOne: 1);
        var ds = Evenness(sizes, whenMedianIsBelowOne: 0);
        var dur = histogram.Duration((double)(seconds[^1] - seconds[0]) / (windowEnd - windowStart));
        var hist = histogram.Flatness();
        return new RitaScore(Round3(0.25 * (ts + ds + dur + hist)), ts, ds, dur, hist);
    }

    /// <summary>stat(v) above: 1 for a constant, towards 0 for a wide or lopsided spread; 0 below three values.</summary>
    internal static double Evenness(List<double> values, double whenMedianIsBelowOne)
    {
        if (values.Count < LeastGaps)
            return 0;
        values.Sort();
        var half = values.Count / 2;
        var middle = Median(values, 0, values.Count);
        var low = Median(values, 0, half);
        var high = Median(values, values.Count - half, half);
        // Exact comparison is the formula's: a quartile equal to the median means there is no side to lean to.
        var skew = high - low < 10 || middle.Equals(low) || middle.Equals(high) ? 0 : (low + high - 2 * middle) / (high - low);

        var deviations = values.ConvertAll(value => Math.Abs(value - middle));
        deviations.Sort();
        var tightness = middle >= 1 ? Math.Max(0, (middle - Median(deviations, 0, deviations.Count)) / middle) : whenMedianIsBelowOne;
        return Round3((1 - Math.Abs(skew) + tightness) / 2);
    }

    internal static double Round3(double value) => Math.Round(value, 3, MidpointRounding.AwayFromZero);

    private static double Median(List<double> sorted, int start, int count) =>
        count % 2 == 1 ? sorted[start + count / 2] : (sorted[start + count / 2 - 1] + sorted[start + count / 2]) / 2;
}
