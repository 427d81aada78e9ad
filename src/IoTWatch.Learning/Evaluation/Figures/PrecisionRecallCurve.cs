namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>Computes recall, precision and false-positive rate of a scorer at the scores of its positives.</summary>
/// <remarks>
/// One point per distinct positive score, descending: between two points recall is constant and precision falls.
/// </remarks>
public static class PrecisionRecallCurve
{
    public static IReadOnlyList<CurvePoint> Of(
        IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
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
        threshold, (double)found / positives, (double)found / (found + called),
        negatives == 0 ? 0 : (double)called / negatives);

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

/// <summary>Recall, precision and false-positive rate at one threshold.</summary>
/// <param name="Recall">Share of the labelled beacons at or above the threshold (true-positive rate).</param>
/// <param name="Precision">Share of labelled beacons among the channels at or above the threshold.</param>
/// <param name="FalsePositiveRate">Share of the benign channels at or above the threshold.</param>
public sealed record CurvePoint(double Threshold, double Recall, double Precision, double FalsePositiveRate);
