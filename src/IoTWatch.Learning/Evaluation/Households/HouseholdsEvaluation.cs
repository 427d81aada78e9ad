using IoTWatch.Core.Alerts;
using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>The results of all simulated homes together.</summary>
/// <param name="Target">All beacons of 30 s to 1 h with at most 30 % jitter.</param>
/// <param name="Classes">By class.</param>
/// <param name="FalseAlerts">Alerts without an injected beacon, after learning.</param>
/// <param name="FalseOnThings">False alerts about things, per device-day of things.</param>
/// <param name="FalseOnPersonal">False alerts about phones, computers, televisions and consoles.</param>
/// <param name="InReview">Benign channels on the review list.</param>
/// <param name="InReviewOnThings">Benign channels of things on the review list.</param>
/// <param name="Proposals">Number of proposed firmware updates.</param>
/// <param name="ThingDetectors">The comparison restricted to things.</param>
/// <param name="Missed">The beacons without an alert.</param>
public sealed record HouseholdsEvaluation(
    HouseholdOptions Options, long Observations, int Channels, EventRate FalseAlerts, EventRate FalseOnThings,
    EventRate FalseOnPersonal, EventRate FalseAlertsDuringLearning, int InReview, int InReviewOnThings, int Proposals,
    IReadOnlyList<RepeatedReview> Reviews, IReadOnlyList<RepeatedAlert> Repeated, InjectionFigures Target,
    IReadOnlyList<InjectionFigures> Classes, IReadOnlyList<LabelOutcome> Missed,
    IReadOnlyList<DetectorFigures> Detectors, IReadOnlyList<DetectorFigures> ThingDetectors);

/// <summary>A false alert that occurs in one or more homes, with its first occurrence.</summary>
public sealed record RepeatedAlert(string Device, string Destination, int Port, string Kind, int Times, Alert First);

/// <summary>A benign destination on the review lists of one or more homes.</summary>
public sealed record RepeatedReview(string Device, string Destination, int Port, int Times, double? PeriodS);
