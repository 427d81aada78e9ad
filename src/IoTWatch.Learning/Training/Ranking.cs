namespace IoTWatch.Learning.Training;

/// <summary>How well scores tell positives from negatives, whatever the threshold.</summary>
/// <remarks>
/// AUC is the Mann–Whitney statistic with ties counted half. The true-positive rate at a false-positive rate f is taken at the
/// lowest threshold at which no more than f of the negatives score above it; a score equal to the threshold is not called.
/// </remarks>
public static class Ranking
{
    public static double Auc(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        if (positives.Count == 0 || negatives.Count == 0)
            return double.NaN;
        var all = positives.Select(s => (Score: s, Positive: true)).Concat(negatives.Select(s => (Score: s, Positive: false)))
            .OrderBy(x => x.Score).ToArray();
        double rankSum = 0;
        for (var i = 0; i < all.Length;)
        {
            var end = i;
            while (end < all.Length && all[end].Score == all[i].Score)
                end++;
            var rank = (i + 1 + end) / 2.0;
            for (; i < end; i++)
                rankSum += all[i].Positive ? rank : 0;
        }
        return (rankSum - positives.Count * (positives.Count + 1) / 2.0) / ((double)positives.Count * negatives.Count);
    }

    /// <summary>The lowest threshold above which at most that share of the negatives scores.</summary>
    public static double ThresholdAt(double falsePositiveRate, IReadOnlyCollection<double> negatives)
    {
        var falling = negatives.OrderDescending().ToArray();
        return falling.Length == 0 ? 0 : falling[Math.Min((int)(falsePositiveRate * falling.Length), falling.Length - 1)];
    }

    public static double ShareAbove(double threshold, IReadOnlyCollection<double> scores) =>
        scores.Count == 0 ? double.NaN : scores.Count(s => s > threshold) / (double)scores.Count;

    public static double TruePositiveRateAt(double falsePositiveRate, IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives) =>
        ShareAbove(ThresholdAt(falsePositiveRate, negatives), positives);
}
