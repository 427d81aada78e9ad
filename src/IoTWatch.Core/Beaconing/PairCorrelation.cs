namespace IoTWatch.Core.Beaconing;

/// <summary>Measures whether contacts are followed by another one a period later, whatever is in between.</summary>
/// <remarks>
/// The share of contacts with a later contact at p·(1 ± tolerance), against 1 − exp(−2·tolerance·p/μ) for memoryless
/// contacts of the same rate 1/μ. Tolerates additional contacts and several callers behind one address. Two tolerances
/// are used: 15 % for timers with jitter, 5 % for exact ones with many calls within a period, where the wide window
/// would be filled by chance. Contacts too close to the end to have a successor are not counted.
/// </remarks>
public static class PairCorrelation
{
    public const double Wide = 0.15;
    public const double NarrowTolerance = 0.05;

    /// <param name="times">Rising, seconds.</param>
    /// <param name="period">Seconds, above 0.</param>
    /// <param name="mean">Mean interval, seconds.</param>
    public static (double Share, double Z) Score(
        ReadOnlySpan<double> times, double period, double mean, double tolerance)
    {
        var last = times[^1];
        int trials = 0, hits = 0, from = 0;
        foreach (var time in times)
        {
            if (time + period > last)
                break;
            trials++;
            while (from < times.Length && times[from] < time + period * (1 - tolerance))
                from++;
            if (from < times.Length && times[from] <= time + period * (1 + tolerance))
                hits++;
        }
        if (trials == 0)
            return (0, 0);
        var share = (double)hits / trials;
        return (share, ZScore.OfShare(share, 1 - Math.Exp(-2 * tolerance * period / mean), trials));
    }

    /// <summary>
    /// The mean of all time differences within 10 %, then within 4 %, of a period; the period where there are none.
    /// </summary>
    public static double Centre(ReadOnlySpan<double> times, double period) =>
        Centre(times, Centre(times, period, 0.1), 0.04);

    private static double Centre(ReadOnlySpan<double> times, double period, double reach)
    {
        double sum = 0;
        int count = 0, from = 0;
        foreach (var time in times)
        {
            while (from < times.Length && times[from] < time + period * (1 - reach))
                from++;
            for (var i = from; i < times.Length && times[i] <= time + period * (1 + reach); i++)
            {
                sum += times[i] - time;
                count++;
            }
        }
        return count == 0 ? period : sum / count;
    }
}
