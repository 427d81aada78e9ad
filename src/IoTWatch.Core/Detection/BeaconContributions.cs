using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>Computes the contribution of each feature to a score, for any model.</summary>
/// <remarks>
/// By occlusion: the weight of a feature is the change in log-odds when its value is replaced by the typical value of
/// ordinary traffic. Features overlap, so the weights do not add up to the score; they rank the features, and each can
/// be recomputed by hand.
/// </remarks>
internal static class BeaconContributions
{
    private const int Max = 6;
    private const double MinWeight = 0.02;

    public static IReadOnlyList<Contribution> Of(IBeaconModel model, in ChannelSketch sketch)
    {
        var features = new float[BeaconFeatures.Count];
        BeaconFeatures.Compute(sketch, features);
        var score = LogOdds(model.Score(features));
        var contributions = new List<Contribution>(features.Length);
        for (var i = 0; i < features.Length; i++)
        {
            var (value, typical) = (features[i], model.Typical[i]);
            if (value == typical)
                continue;
            features[i] = typical;
            var weight = score - LogOdds(model.Score(features));
            features[i] = value;
            if (Math.Abs(weight) >= MinWeight)
                contributions.Add(new Contribution(
                    BeaconFeatures.Names[i], Math.Round(value, 4), Math.Round(typical, 4), Math.Round(weight, 3)));
        }
        return [.. contributions.OrderByDescending(contribution => Math.Abs(contribution.Weight))
            .ThenBy(contribution => contribution.Name, StringComparer.Ordinal).Take(Max)];
    }

    private static double LogOdds(double probability)
    {
        probability = Math.Clamp(probability, 1e-6, 1 - 1e-6);
        return Math.Log(probability / (1 - probability));
    }
}
