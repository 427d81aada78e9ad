namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>Recall, precision and false positives of a scorer over all thresholds that matter.</summary>
/// <remarks>One point for each distinct score of a positive, falling: between two of them recall stays and precision only falls.</remarks>
public static class Curve
{
    public static IReadOnlyList<CurvePoint> Of(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        if (positives.Count == 0)
            return [];
        var rising = negatives.Order().ToArray();
        var falling = positives.OrderDescending().ToArray();
        var points = new List<CurvePoint>();
        for (var i = 0; i < falling.Length; i++)
            if (i + 1 == falling.Length || falling[i + 1] < falling[i])
                points.Add(At(falling[i], i + 1, falling.Length, AtLeast(rising, falling[i]), rising.Length));
        return points;
    }

    private static CurvePoint At(double threshold, int found, int positives, int called, int negatives) => new(
        threshold, (double)found / positives, (double)found / (found + called), negatives == 0 ? 0 : (double)called / negatives);

    private static int AtLeast(double[] rising, double threshold)
    {
        var at = Array.BinarySearch(rising, threshold);
        if (at < 0)
            return rising.Length - ~at;
        while (at > 0 && rising[at - 1].Equals(threshold))
            at--;
        return rising.Length - at;
    }
}
