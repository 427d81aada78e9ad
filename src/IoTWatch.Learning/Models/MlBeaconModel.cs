using IoTWatch.Core.Beaconing;

namespace IoTWatch.Learning.Models;

/// <summary>Scores channels with boosted trees and a logistic calibration; returns a probability.</summary>
/// <remarks>
/// p = 1 / (1 + exp(slope · score + offset)), Platt's calibration, fitted on separate channels. Thread-safe; scoring
/// does not allocate.
/// </remarks>
public sealed class MlBeaconModel : IBeaconModel
{
    private readonly TreeEnsemble _trees;
    private readonly double _slope;
    private readonly double _offset;
    private readonly float[] _typical;

    internal MlBeaconModel(string id, TreeEnsemble trees, double slope, double offset, float[] typical) =>
        (Id, _trees, _slope, _offset, _typical) = (id, trees, slope, offset, typical);

    public string Id { get; }

    public ReadOnlySpan<float> Typical => _typical;

    public double Score(ReadOnlySpan<float> features) => 1 / (1 + Math.Exp(_slope * _trees.Score(features) + _offset));
}
