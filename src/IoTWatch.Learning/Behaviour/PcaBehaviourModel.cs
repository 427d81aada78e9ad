using IoTWatch.Core.Detection;

namespace IoTWatch.Learning.Behaviour;

/// <summary>Scores how unusual an hour of a device is, from the principal components of its past hours.</summary>
/// <remarks>
/// Two statistics of PCA monitoring (Jackson and Mudholkar, 1979): the squared residual outside the components, Q, and
/// the squared distance along them in units of their variance, T². Each is divided by its control limit, the 99th
/// percentile over the training hours; the larger ratio r gives the score r / (1 + r), so 0.5 is the limit. Not
/// computed by ML.NET, whose score is relative to the norm of the hour and does not include T².
/// </remarks>
public sealed class PcaBehaviourModel : IBehaviourModel
{
    private const double LimitQuantile = 0.99;
    private const double MinLimit = 1;
    private readonly RobustScale _scale;
    private readonly float[] _mean;
    private readonly float[][] _components;
    private readonly double[] _variances;
    private readonly double _residualLimit;
    private readonly double _distanceLimit;

    internal PcaBehaviourModel(RobustScale scale, float[] mean, float[][] components, IReadOnlyList<float[]> rows)
    {
        (_scale, _mean, _components) = (scale, mean, components);
        _variances = [.. components.Select(
            component => Math.Max(rows.Average(row => Square(Project(component, row))), 1e-3))];
        var measured = rows.Select(row => Measure(row)).ToList();
        _residualLimit = Limit(measured.Select(pair => pair.Residual));
        _distanceLimit = Limit(measured.Select(pair => pair.Distance));
    }

    public string Id => "behaviour/pca";

    public double Score(ReadOnlySpan<float> hour)
    {
        Span<float> scaled = stackalloc float[BehaviourHour.FeatureCount];
        _scale.Apply(hour, scaled);
        var (residual, distance) = Measure(scaled);
        var ratio = Math.Max(residual / _residualLimit, distance / _distanceLimit);
        return ratio / (1 + ratio);
    }

    private (double Residual, double Distance) Measure(ReadOnlySpan<float> scaled)
    {
        double residual = 0, distance = 0;
        for (var i = 0; i < scaled.Length; i++)
            residual += Square(scaled[i] - _mean[i]);
        for (var i = 0; i < _components.Length; i++)
        {
            var along = Square(Project(_components[i], scaled));
            residual -= along;
            distance += along / _variances[i];
        }
        return (Math.Max(residual, 0), distance);
    }

    private double Project(float[] component, ReadOnlySpan<float> scaled)
    {
        var sum = 0.0;
        for (var i = 0; i < scaled.Length; i++)
            sum += component[i] * (scaled[i] - _mean[i]);
        return sum;
    }

    private static double Limit(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return Math.Max(
            sorted[(int)Math.Min(Math.Ceiling(LimitQuantile * sorted.Length), sorted.Length - 1)], MinLimit);
    }

    private static double Square(double value) => value * value;
}
