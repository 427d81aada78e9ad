namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>A proportion of a number of cases with its 95 % confidence interval.</summary>
/// <remarks>
/// Wilson's score interval (E. B. Wilson, 1927) with z = 1.96: centre (p + z²/2n)/(1 + z²/n), half width z/(1 +
/// z²/n)·√(p(1−p)/n + z²/4n²). Valid for few cases and for 0 or n of n. All null without cases.
/// </remarks>
public sealed record Proportion(int Count, int Total, double? Value, double? Low, double? High)
{
    private const double Z = 1.959_963_984_540_054;

    public static Proportion Of(int count, int total)
    {
        if (total == 0)
            return new Proportion(count, total, null, null, null);
        double n = total, p = count / n;
        var scale = 1 + Z * Z / n;
        var centre = (p + Z * Z / (2 * n)) / scale;
        var half = Z / scale * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        // For 0 and n of n the limit is exact, but rounding would move it.
        return new Proportion(count, total, p, count == 0 ? 0 : centre - half, count == total ? 1 : centre + half);
    }
}
