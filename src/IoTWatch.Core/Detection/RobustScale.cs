using IoTWatch.Core.Beaconing;

namespace IoTWatch.Core.Detection;

/// <summary>The median and the spread of each feature over a device's hours, robust against outliers.</summary>
/// <remarks>
/// Median and 1.4826 times the median absolute deviation (the standard deviation of normal data). The spread has a
/// minimum, so that a small change of a nearly constant feature gives no large z-score.
/// </remarks>
public sealed class RobustScale
{
    private const float MinSpread = 0.25f;
    private const float NormalConsistency = 1.4826f;
    private readonly float[] _centre = new float[BehaviourHour.FeatureCount];
    private readonly float[] _spread = new float[BehaviourHour.FeatureCount];

    public RobustScale(IReadOnlyList<BehaviourHour> hours)
    {
        Span<float> vector = stackalloc float[BehaviourHour.FeatureCount];
        var column = new float[hours.Count];
        for (var feature = 0; feature < BehaviourHour.FeatureCount; feature++)
        {
            for (var i = 0; i < hours.Count; i++)
            {
                hours[i].Write(vector);
                column[i] = vector[feature];
            }
            Array.Sort(column);
            _centre[feature] = OrderStatistics.Median<float>(column);
            for (var i = 0; i < column.Length; i++)
                column[i] = MathF.Abs(column[i] - _centre[feature]);
            Array.Sort(column);
            _spread[feature] = MathF.Max(NormalConsistency * OrderStatistics.Median<float>(column), MinSpread);
        }
    }

    /// <summary>The median of each feature.</summary>
    public ReadOnlySpan<float> Centre => _centre;

    /// <summary>Computes the robust z-score of each feature.</summary>
    public void Apply(ReadOnlySpan<float> hour, Span<float> scaled)
    {
        for (var i = 0; i < BehaviourHour.FeatureCount; i++)
            scaled[i] = (hour[i] - _centre[i]) / _spread[i];
    }
}
