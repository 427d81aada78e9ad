namespace IoTWatch.Core.Beaconing;

/// <summary>How well a period explains the intervals when up to three calls in a row may be missed.</summary>
/// <remarks>
/// The share of intervals within ±0.16·p·√k of k·p, k = 1..4, as a z-score against exponential intervals of the same mean.
/// This is the right model for "sleep, then call" with jitter: its phase walks randomly, so spectra and phase folding fade after
/// about 1/jitter² cycles while the intervals keep their shape.
/// </remarks>
public static class RenewalFold
{
    private const double Tolerance = 0.16;
    private const int MostMissed = 4;

    /// <summary>Which multiple of the period an interval is, 1..4; 0 = none.</summary>
    public static int Multiple(double interval, double period)
    {
        var k = (int)Math.Round(interval / period);
        return k is >= 1 and <= MostMissed && Math.Abs(interval - k * period) <= Tolerance * period * Math.Sqrt(k) ? k : 0;
    }

    /// <param name="intervals">Seconds.</param>
    /// <param name="period">Seconds, above 0.</param>
    /// <param name="mean">Mean of the intervals.</param>
    public static (double Share, double Z) Score(ReadOnlySpan<double> intervals, double period, double mean)
    {
        var hits = 0;
        foreach (var interval in intervals)
            if (Multiple(interval, period) > 0)
                hits++;
        var share = (double)hits / intervals.Length;
        return (share, ZScore.OfShare(share, ExpectedShare(period, mean), intervals.Length));
    }

    private static double ExpectedShare(double period, double mean)
    {
        double expected = 0;
        for (var k = 1; k <= MostMissed; k++)
        {
            var half = Tolerance * period * Math.Sqrt(k);
            expected += Math.Exp(-(k * period - half) / mean) - Math.Exp(-(k * period + half) / mean);
        }
        return expected;
    }
}
