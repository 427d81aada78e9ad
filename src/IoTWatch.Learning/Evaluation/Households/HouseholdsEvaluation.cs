using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>Simulated homes, evaluated all together.</summary>
/// <param name="Target">All beacons of 30 s to 1 h with at most 30 % jitter.</param>
/// <param name="Classes">Class by class; what the product does not promise stands apart.</param>
/// <param name="FalseAlerts">Alerts about no injected beacon, after learning.</param>
/// <param name="FalseOnThings">Of them, those about things, per day of a thing.</param>
/// <param name="FalseOnPersonal">Those about phones, computers, televisions and consoles.</param>
/// <param name="InReview">Harmless channels on the review list.</param>
/// <param name="InReviewOnThings">Of them, those of things.</param>
/// <param name="Proposals">Firmware updates proposed as one decision each.</param>
/// <param name="ThingDetectors">Every detector on the things alone.</param>
/// <param name="Missed">The beacons without an alert, for whoever asks why.</param>
public sealed record HouseholdsEvaluation(
    HouseholdOptions Options, long Observations, int Channels, EventRate FalseAlerts, EventRate FalseOnThings, EventRate FalseOnPersonal, EventRate FalseAlertsDuringLearning,
    int InReview, int InReviewOnThings, int Proposals, IReadOnlyList<RepeatedReview> Reviews, IReadOnlyList<RepeatedAlert> Repeated,
    InjectionFigures Target, IReadOnlyList<InjectionFigures> Classes, IReadOnlyList<LabelOutcome> Missed,
    IReadOnlyList<DetectorFigures> Detectors, IReadOnlyList<DetectorFigures> ThingDetectors);
