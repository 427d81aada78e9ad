namespace IoTWatch.Core.Beaconing;

/// <summary>The model without a file.</summary>
public sealed class RuleBeaconModel : IBeaconModel
{
    public string Id => "rule";

    public ReadOnlySpan<float> Typical => new float[BeaconFeatures.Count];

    public double Score(ReadOnlySpan<float> features) => 0;
}
