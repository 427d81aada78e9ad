using IoTWatch.Core.Text;

namespace IoTWatch.Server.Web.AlertDetail;

/// <summary>
/// The intervals of an alert in equal bins around their median, with what lies far off counted at the sides.
/// </summary>
/// <remarks>
/// The scale is eight median absolute deviations to each side, at least 4 % of the median: a precise beacon and a loose
/// one both fill the picture, and a missed call (an interval of two periods) does not press the rest into one bin.
/// Median and band are of the intervals shown.
/// </remarks>
public sealed record IntervalHistogram(
    double Low, double High, IReadOnlyList<int> Bins, int Shorter, int Longer, double Median, double Deviation,
    int InBand)
{
    private const int BinCount = 33;
    private const double DeviationsShown = 8;
    private const double MinHalfWidth = 0.04;

    public int Total => Bins.Sum() + Shorter + Longer;

    public int Highest => Math.Max(1, Math.Max(Bins.Max(), Math.Max(Shorter, Longer)));

    public string Finding
    {
        get
        {
            var off = (Shorter, Longer) switch
            {
                (0, 0) => "",
                (var shorter, 0) => $"; {shorter} much shorter",
                (0, var longer) => $"; {longer} much longer",
                var (shorter, longer) => $"; {shorter} much shorter, {longer} much longer",
            };
            var total = PageText.Plural(Total, "interval", "intervals");
            var band = DisplayText.Period(Deviation);
            return $"{InBand} of {total} lie within {band} of the median {DisplayText.Period(Median)}{off}";
        }
    }

    public static IntervalHistogram? Of(IReadOnlyList<double> intervals)
    {
        if (intervals.Count == 0 || intervals.Any(i => !double.IsFinite(i) || i < 0))
            return null;
        var median = MedianOf(intervals);
        var deviation = MedianOf([.. intervals.Select(i => Math.Abs(i - median))]);
        var half = Math.Max(DeviationsShown * deviation, Math.Max(MinHalfWidth * median, 0.01));
        var (low, high) = (Math.Max(0, median - half), median + half);
        var bins = new int[BinCount];
        int shorter = 0, longer = 0;
        foreach (var interval in intervals)
            if (interval < low)
                shorter++;
            else if (interval > high)
                longer++;
            else
                bins[Math.Min(BinCount - 1, (int)((interval - low) / (high - low) * BinCount))]++;
        // Rounding to hundredths must not push the median's own neighbours out of a band that is narrower.
        var band = Math.Max(deviation, 0.01);
        var inBand = intervals.Count(i => Math.Abs(i - median) <= band + 1e-9);
        return new IntervalHistogram(low, high, bins, shorter, longer, median, band, inBand);
    }

    private static double MedianOf(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
