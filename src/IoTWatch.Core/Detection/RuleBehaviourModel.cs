namespace IoTWatch.Core.Detection;

/// <summary>
/// A behaviour model without training: the largest deviation of a feature from the device's median hour.
/// </summary>
/// <remarks>
/// Score = z / (z + 6) for the largest robust z-score among the features (<see cref="RobustScale"/>).
/// </remarks>
public sealed class RuleBehaviourModel(RobustScale scale) : IBehaviourModel
{
    private const double EdgeZ = 6;

    public string Id => "behaviour/rule";

    public double Score(ReadOnlySpan<float> hour)
    {
        Span<float> scaled = stackalloc float[BehaviourHour.FeatureCount];
        scale.Apply(hour, scaled);
        var largest = 0.0;
        foreach (var z in scaled)
            largest = Math.Max(largest, Math.Abs(z));
        return largest / (largest + EdgeZ);
    }
}
