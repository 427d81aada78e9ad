using System.Numerics;

namespace IoTWatch.Core.Beaconing;

/// <summary>Median, quantiles and median distance of values sorted in rising order.</summary>
public static class OrderStatistics
{
    /// <returns>The mean of the two middle values where the count is even; 0 for no values.</returns>
    public static T Median<T>(ReadOnlySpan<T> sorted)
        where T : IFloatingPoint<T> =>
        sorted.IsEmpty ? T.Zero : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / T.CreateChecked(2);

    /// <summary>The median of the values that are not null.</summary>
    /// <returns>Null where there are none.</returns>
    public static double? MedianOfKnown(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : Median<double>(sorted);
    }

    /// <summary>Interpolates linearly between order statistics (type 7 of Hyndman and Fan, 1996).</summary>
    /// <param name="sorted">At least one value.</param>
    /// <param name="q">0..1.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double q)
    {
        var position = q * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 < sorted.Length
            ? sorted[below] + (position - below) * (sorted[below + 1] - sorted[below])
            : sorted[below];
    }

    /// <summary>The median of |x − centre|.</summary>
    /// <param name="sorted">At least one value; a few hundred at most, since a copy is kept on the stack.</param>
    public static double MedianDistance(ReadOnlySpan<double> sorted, double centre)
    {
        Span<double> distances = stackalloc double[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
            distances[i] = Math.Abs(sorted[i] - centre);
        distances.Sort();
        return Quantile(distances, 0.5);
    }
}
