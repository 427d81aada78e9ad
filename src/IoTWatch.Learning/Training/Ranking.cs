namespace IoTWatch.Learning.Training;

/// <summary>Computes AUC, thresholds and true-positive rates of scores.</summary>
/// <remarks>
/// AUC is the Mann–Whitney statistic with ties counted half. The true-positive rate at a false-positive rate f is taken
/// at the lowest threshold that at most f of the negatives exceed; a score equal to the threshold is not counted.
/// </remarks>
public static class Ranking
{
    /// <returns>The area under the ROC curve; NaN without positives or negatives.</returns>
    public static double Auc(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        if (positives.Count == 0 || negatives.Count == 0)
            return double.NaN;
        var all = positives.Select(s => (Score: s, Positive: true))
            .Concat(negatives.Select(s => (Score: s, Positive: false)))
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

    /// <summary>
    /// Returns the lowest threshold that at most the given share of the negatives exceeds; 0 without negatives.
    /// </summary>
    public static double ThresholdAt(double falsePositiveRate, IReadOnlyCollection<double> negatives)
    {
        var falling = negatives.OrderDescending().ToArray();
        return falling.Length == 0
            ? 0
            : falling[Math.Min((int)(falsePositiveRate * falling.Length), falling.Length - 1)];
    }

    /// <returns>The share of the scores above the threshold; NaN without scores.</returns>
    public static double ShareAbove(double threshold, IReadOnlyCollection<double> scores) =>
        scores.Count == 0 ? double.NaN : scores.Count(s => s > threshold) / (double)scores.Count;

    public static double TruePositiveRateAt(
        double falsePositiveRate, IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives) =>
        ShareAbove(ThresholdAt(falsePositiveRate, negatives), positives);
}
