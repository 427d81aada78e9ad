namespace IoTWatch.Core.Beaconing;

/// <summary>Whether contacts are followed by another one period later, whatever lies between.</summary>
/// <remarks>
/// The share of contacts with any later contact at p·(1 ± 0.15), against 1 − exp(−0.3·p/μ) for memoryless contacts of the same
/// rate 1/μ. Tolerates insertions and several callers behind one address. Contacts too close to the end to have a successor do not count.
/// </remarks>
public static class PairCorrelation
{
    private const double Tolerance = 0.15;

    /// <param name="times">Rising, seconds.</param>
    /// <param name="period">Seconds, above 0.</param>
    /// <param name="mean">Mean interval, seconds.</param>
    public static (double Share, double Z) Score(ReadOnlySpan<double> times, double period, double mean)
    {
        var last = times[^1];
        int trials = 0, hits = 0, from = 0;
        foreach (var time in times)
        {
            if (time + period * (1 + Tolerance) > last + period * Tolerance)
                break;
            trials++;
            while (from < times.Length && times[from] < time + period * (1 - Tolerance))
                from++;
            if (from < times.Length && times[from] <= time + period * (1 + Tolerance))
                hits++;
        }
        if (trials == 0)
            return (0, 0);
        var share = (double)hits / trials;
        return (share, ZScore.OfShare(share, 1 - Math.Exp(-2 * Tolerance * period / mean), trials));
    }
}
