using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>A channel at the end of a run, as every scorer sees it.</summary>
/// <param name="Rita">RITA's score of its pair of addresses; 0 where RITA gives none.</param>
/// <param name="IsNew">First seen after the device had been learned.</param>
/// <param name="IsActiveAfterLearning">Seen at all after that.</param>
/// <param name="IsTold">An alert was raised about it.</param>
/// <param name="Labels">The places of the labels that mean it.</param>
public sealed record ScoredChannel(ChannelReport Report, double Rita, bool IsNew, bool IsActiveAfterLearning, bool IsTold, IReadOnlyList<int> Labels)
{
    private static readonly int Variation = BeaconFeatures.IndexOf("interval_cv");

    public bool IsLabelled => Labels.Count > 0;

    /// <summary>Harmless if everything without a label is, and leaves the home: what stays inside is nobody's call home.</summary>
    public bool IsNegative => !IsLabelled && Report.Tier != Tier.F0;

    /// <summary>The detector's ranking: first what it alerted on, then what it may alert on (unexpected, unrelated, and not waiting for a person's review), both by the model's probability.</summary>
    public double Risk => IsTold ? 1 + Report.Probability : Report is { Expected: false, InReview: false, Tier: Tier.F3 } ? Report.Probability : 0;

    /// <summary>1/(1 + CV of the intervals): the smaller the variation, the higher; 0 below four contacts.</summary>
    public double Evenness => Report.Features.Count > Variation && Variation >= 0 ? 1 / (1 + Report.Features[Variation]) : 0;
}
