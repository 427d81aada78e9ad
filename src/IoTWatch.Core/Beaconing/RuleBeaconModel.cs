namespace IoTWatch.Core.Beaconing;

/// <summary>A beacon model without a file: a logistic rule with fixed weights of a few features.</summary>
/// <remarks>
/// The renewal or pair share above chance, whichever is better, scaled by the number of contacts, counts for beaconing;
/// spread counts against it. The weights were set by hand on the simulator's families; the trained model is used
/// wherever its file is valid.
/// </remarks>
public sealed class RuleBeaconModel : IBeaconModel
{
    private static readonly int RenewalShare = BeaconFeatures.IndexOf("renewal_share");
    private static readonly int RenewalZ = BeaconFeatures.IndexOf("renewal_z");
    private static readonly int PairZ = BeaconFeatures.IndexOf("pair_z");
    private static readonly int Mad = BeaconFeatures.IndexOf("interval_mad");
    private static readonly int ModeShare = BeaconFeatures.IndexOf("mode_share");
    private static readonly int LogDeviation = BeaconFeatures.IndexOf("interval_log_sd");
    private static readonly int Phase = BeaconFeatures.IndexOf("phase_share");

    private readonly float[] _typical = TypicalValues();

    public string Id => "rule";

    public ReadOnlySpan<float> Typical => _typical;

    public double Score(ReadOnlySpan<float> features)
    {
        var z = Math.Clamp(Math.Max(features[RenewalZ], features[PairZ]), -2, 10);
        var logit = -2.2 + 0.5 * z + 3 * (features[RenewalShare] - 0.5) + 2 * (features[ModeShare] - 0.4)
            + 2 * (features[Phase] - 0.4)
            - 2 * Math.Min(features[Mad], 1) - 0.8 * Math.Min(features[LogDeviation], 2);
        return 1 / (1 + Math.Exp(-logit));
    }

    private static float[] TypicalValues()
    {
        var typical = new float[BeaconFeatures.Count];
        typical[RenewalShare] = 0.45f;
        typical[ModeShare] = 0.3f;
        typical[Mad] = 0.6f;
        typical[LogDeviation] = 1.2f;
        typical[Phase] = 0.2f;
        return typical;
    }
}
