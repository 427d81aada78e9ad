namespace IoTWatch.Core.Beaconing;

/// <summary>
/// Turns a channel's features into the calibrated probability that it calls automatically and regularly.
/// </summary>
/// <remarks>
/// Implementations: <see cref="RuleBeaconModel"/> (no file needed) and the trained ML.NET model in IoTWatch.Learning.
/// </remarks>
public interface IBeaconModel
{
    /// <summary>Name and version for reports, e.g. <c>beacon/1</c> or <c>rule</c>.</summary>
    string Id { get; }

    /// <summary>
    /// Feature values of ordinary, non-beaconing traffic, in <see cref="BeaconFeatures"/> order: what a contribution is
    /// measured against.
    /// </summary>
    ReadOnlySpan<float> Typical { get; }

    /// <summary>Probability 0..1.</summary>
    /// <param name="features"><see cref="BeaconFeatures.Count"/> values in the order of
    /// <see cref="BeaconFeatures.Names"/>.</param>
    double Score(ReadOnlySpan<float> features);
}
