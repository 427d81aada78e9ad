namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>Computes the median of the known values; for an even count the mean of the middle two.</summary>
internal static class Median
{
    /// <returns>The median; null without known values.</returns>
    public static double? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
