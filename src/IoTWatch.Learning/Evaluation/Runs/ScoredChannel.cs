using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Home;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>A channel at the end of a run with the inputs of all scorers.</summary>
/// <param name="Rita">RITA's score of its pair of addresses; 0 where RITA gives none.</param>
/// <param name="IsNew">First seen after the device had been learned.</param>
/// <param name="IsActiveAfterLearning">Seen after the device had been learned.</param>
/// <param name="IsAlerted">An alert was raised about it.</param>
/// <param name="Labels">Indices of the labels that match it.</param>
public sealed record ScoredChannel(
    ChannelReport Report, double Rita, bool IsNew, bool IsActiveAfterLearning, bool IsAlerted,
    IReadOnlyList<int> Labels)
{
    private static readonly int Variation = BeaconFeatures.IndexOf("interval_cv");

    public bool IsLabelled => Labels.Count > 0;

    /// <summary>Unlabelled and outbound: a negative if the labels are complete.</summary>
    public bool IsNegative => !IsLabelled && Report.Tier != Tier.F0;

    /// <summary>
    /// Ranking of the detector: alerted channels first, then channels that may be alerted (unexpected, unrelated, not
    /// on the review list), both by probability; the rest is 0.
    /// </summary>
    public double Risk =>
        IsAlerted ? 1 + Report.Probability
            : Report is { Expected: false, InReview: false, Tier: Tier.F3 } ? Report.Probability
            : 0;

    /// <summary>1/(1 + CV of the intervals); 0 below four contacts.</summary>
    public double Regularity =>
        Report.Features.Count > Variation && Variation >= 0 ? 1 / (1 + Report.Features[Variation]) : 0;
}
