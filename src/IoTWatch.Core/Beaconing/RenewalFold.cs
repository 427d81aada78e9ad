using System.Numerics;

namespace IoTWatch.Core.Beaconing;

/// <summary>Measures how well a period explains the intervals when up to three calls in a row may be missed.</summary>
/// <remarks>
/// The share of intervals within ±0.16·p·√k of k·p, k = 1..4, as a z-score against exponential intervals of the same
/// mean. It fits "sleep, then call" with jitter: the phase of such a timer is a random walk, so that spectra and phase
/// folding fail after about 1/jitter² cycles while the intervals keep their distribution.
/// </remarks>
public static class RenewalFold
{
    private const double Tolerance = 0.16;
    private const int MaxMultiple = 4;

    /// <param name="intervals">Seconds.</param>
    /// <param name="period">Seconds, above 0.</param>
    /// <param name="mean">Mean of the intervals.</param>
    public static (double Share, double Z) Score(ReadOnlySpan<double> intervals, double period, double mean)
    {
        var hits = 0;
        Vector<double> one = Vector<double>.One, max = new(MaxMultiple), half = new(0.5), frequency = new(1 / period),
            narrow = new(Tolerance * Tolerance);
        var i = 0;
        for (; i <= intervals.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var cycles = new Vector<double>(intervals[i..]) * frequency;
            var k = Vector.Floor(cycles + half);
            var off = cycles - k;
            hits -= (int)Vector.Sum(Vector.GreaterThanOrEqual(k, one) & Vector.LessThanOrEqual(k, max)
                & Vector.LessThanOrEqual(off * off, narrow * k));
        }
        for (; i < intervals.Length; i++)
            hits += Fits(intervals[i] / period) ? 1 : 0;
        var share = (double)hits / intervals.Length;
        return (share, ZScore.OfShare(share, ExpectedShare(period, mean), intervals.Length));
    }

    private static bool Fits(double cycles)
    {
        var k = Math.Floor(cycles + 0.5);
        return k is >= 1 and <= MaxMultiple && (cycles - k) * (cycles - k) <= Tolerance * Tolerance * k;
    }

    private static double ExpectedShare(double period, double mean)
    {
        double expected = 0;
        for (var k = 1; k <= MaxMultiple; k++)
        {
            var half = Tolerance * period * Math.Sqrt(k);
            expected += Math.Exp(-(k * period - half) / mean) - Math.Exp(-(k * period + half) / mean);
        }
        return expected;
    }
}
