namespace IoTWatch.Core.Beaconing;

/// <summary>Computes the calibrated probability of beaconing from the features of a channel.</summary>
/// <remarks>
/// Implementations: <see cref="RuleBeaconModel"/> (no file needed) and the trained ML.NET model in IoTWatch.Learning.
/// </remarks>
public interface IBeaconModel
{
    /// <summary>Name and version for reports, e.g. <c>beacon/1</c> or <c>rule</c>.</summary>
    string Id { get; }

    /// <summary>
    /// Feature values of ordinary traffic without beaconing, in <see cref="BeaconFeatures"/> order: the reference of
    /// contributions.
    /// </summary>
    ReadOnlySpan<float> Typical { get; }

    /// <summary>Probability 0..1.</summary>
    /// <param name="features"><see cref="BeaconFeatures.Count"/> values in the order of
    /// <see cref="BeaconFeatures.Names"/>.</param>
    double Score(ReadOnlySpan<float> features);
}
