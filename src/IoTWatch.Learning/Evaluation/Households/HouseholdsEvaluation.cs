using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>Simulated homes, evaluated all together.</summary>
/// <param name="Target">All beacons of 30 s to 1 h with at most 30 % jitter.</param>
/// <param name="Classes">Class by class; what the product does not promise stands apart.</param>
/// <param name="FalseAlerts">Alerts about no injected beacon, after learning.</param>
/// <param name="InReview">Harmless channels on the review list.</param>
/// <param name="Missed">The beacons without an alert, for whoever asks why.</param>
public sealed record HouseholdsEvaluation(
    HouseholdOptions Options, long Observations, int Channels, EventRate FalseAlerts, EventRate FalseAlertsDuringLearning, int InReview, IReadOnlyList<RepeatedAlert> Repeated,
    InjectionFigures Target, IReadOnlyList<InjectionFigures> Classes, IReadOnlyList<LabelOutcome> Missed,
    IReadOnlyList<DetectorFigures> Detectors);
