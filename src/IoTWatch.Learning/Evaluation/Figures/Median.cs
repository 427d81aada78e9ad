namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>The middle of values of which some are not known; between two, their mean.</summary>
internal static class Median
{
    /// <returns>Null where no value is known.</returns>
    public static double? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
