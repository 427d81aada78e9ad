namespace IoTWatch.Core.Beaconing;

/// <summary>Shannon entropy as a share of its maximum: 0 = one value only, 1 = uniform.</summary>
internal static class Entropy
{
    /// <summary>Entropy of positive values in bins of a quarter octave, over log2 of their number.</summary>
    public static double OfLogBins(ReadOnlySpan<double> sorted)
    {
        if (sorted.Length < 2)
            return 0;
        double entropy = 0;
        for (int start = 0, end = 0; start < sorted.Length; start = end)
        {
            var bin = Bin(sorted[start]);
            while (end < sorted.Length && Bin(sorted[end]) == bin)
                end++;
            entropy += Term((double)(end - start) / sorted.Length);
        }
        return entropy / Math.Log2(sorted.Length);
    }

    public static double OfCounts(ReadOnlySpan<ushort> counts)
    {
        var total = 0;
        foreach (var count in counts)
            total += count;
        if (total == 0)
            return 0;
        double entropy = 0;
        foreach (var count in counts)
            if (count > 0)
                entropy += Term((double)count / total);
        return entropy / Math.Log2(counts.Length);
    }

    private static int Bin(double value) => (int)Math.Floor(4 * Math.Log2(Math.Max(value, 0.01)));

    private static double Term(double share) => -share * Math.Log2(share);
}
