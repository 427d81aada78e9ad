using IoTWatch.Core.Detection;

namespace IoTWatch.Learning.Behaviour;

/// <summary>A device's usual hours as a few directions; an hour is odd if it lies far off them, or far out along them.</summary>
/// <remarks>
/// Two classical measures of PCA monitoring (Jackson and Mudholkar, 1979): the squared residual off the components, Q, and the squared
/// distance along them in units of their variance, T². Each is divided by its 99th percentile over the hours it was trained on; the larger ratio r gives
/// the score r / (1 + r), so 0.5 is the edge of what the device did before. Evaluated here rather than by ML.NET, whose
/// score is relative to the hour's own size and so blind to T².
/// </remarks>
public sealed class PcaBehaviourModel : IBehaviourModel
{
    private const double EdgeQuantile = 0.99;
    private const double LeastEdge = 1;
    private readonly RobustScale _scale;
    private readonly float[] _mean;
    private readonly float[][] _components;
    private readonly double[] _variances;
    private readonly double _residualEdge;
    private readonly double _distanceEdge;

    internal PcaBehaviourModel(RobustScale scale, float[] mean, float[][] components, IReadOnlyList<float[]> rows)
    {
        (_scale, _mean, _components) = (scale, mean, components);
        _variances = [.. components.Select(component => Math.Max(rows.Average(row => Square(Along(component, row))), 1e-3))];
        var measured = rows.Select(row => Measure(row)).ToList();
        _residualEdge = Edge(measured.Select(pair => pair.Residual));
        _distanceEdge = Edge(measured.Select(pair => pair.Distance));
    }

    public string Id => "behaviour/pca";

    public double Score(ReadOnlySpan<float> hour)
    {
        Span<float> scaled = stackalloc float[BehaviourHour.FeatureCount];
        _scale.Apply(hour, scaled);
        var (residual, distance) = Measure(scaled);
        var ratio = Math.Max(residual / _residualEdge, distance / _distanceEdge);
        return ratio / (1 + ratio);
    }

    private (double Residual, double Distance) Measure(ReadOnlySpan<float> scaled)
    {
        double residual = 0, distance = 0;
        for (var i = 0; i < scaled.Length; i++)
            residual += Square(scaled[i] - _mean[i]);
        for (var i = 0; i < _components.Length; i++)
        {
            var along = Square(Along(_components[i], scaled));
            residual -= along;
            distance += along / _variances[i];
        }
        return (Math.Max(residual, 0), distance);
    }

    private double Along(float[] component, ReadOnlySpan<float> scaled)
    {
        var sum = 0.0;
        for (var i = 0; i < scaled.Length; i++)
            sum += component[i] * (scaled[i] - _mean[i]);
        return sum;
    }

    private static double Edge(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return Math.Max(sorted[(int)Math.Min(Math.Ceiling(EdgeQuantile * sorted.Length), sorted.Length - 1)], LeastEdge);
    }

    private static double Square(double value) => value * value;
}
