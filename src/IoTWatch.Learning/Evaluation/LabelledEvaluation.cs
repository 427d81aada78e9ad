using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Evaluation.Figures;
using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation;

/// <summary>The results of a set of labelled captures, per capture and in total.</summary>
/// <param name="BenignChannels">Outbound channels of benign captures: the negatives of the comparison.</param>
/// <param name="BenignDeviceDays">Device-days of benign captures after learning.</param>
/// <param name="Beacons">Labelled beacons found by an alert, without inferred labels.</param>
/// <param name="BeaconsInReview">Labelled beacons on the review list, because they were active while their device was
/// learned.</param>
/// <param name="MedianContacts">Contacts until the alert, over the beacons found.</param>
/// <param name="MedianSeconds">Event time until the alert, over the beacons found.</param>
/// <param name="Inferred">Beacons with inferred labels found by an alert.</param>
/// <param name="Irregular">Labelled channels that are not beacons, found by an alert (not required).</param>
/// <param name="IrregularListed">The same channels, listed in the channel report (required).</param>
/// <param name="FalseAlerts">In benign captures with a learning time, after learning.</param>
/// <param name="FalseAlertsUnlearned">In benign captures without a learning time, in which every destination is
/// new.</param>
/// <param name="InReview">Benign channels on the review list.</param>
public sealed record LabelledEvaluation(
    IReadOnlyList<CaptureEvaluation> Captures, int BenignChannels, double BenignDeviceDays, Proportion Beacons,
    Proportion BeaconsInReview, double? MedianContacts, double? MedianSeconds, Proportion Inferred,
    Proportion Irregular, Proportion IrregularListed, EventRate FalseAlerts, EventRate FalseAlertsUnlearned,
    EventRate FalseAlertsDuringLearning, int InReview, int OtherAlerts, IReadOnlyList<DetectorFigures> Detectors,
    IReadOnlyList<DetectorFigures> RitaSweep)
{
    internal static LabelledEvaluation Of(IReadOnlyList<CaptureEvaluation> all, double threshold)
    {
        var captures = all.Where(capture => capture.Unreadable is null).ToList();
        var comparison = new DetectorComparison(threshold);
        foreach (var capture in captures)
            comparison.Add(capture.Outcome, capture.Capture.IsBenign);
        var benign = captures.Where(capture => capture.Capture.IsBenign).ToList();
        var labels = captures.SelectMany(capture => capture.Outcome.Labels).ToList();
        var irregular = labels.Where(outcome => outcome.Label is { Beacon: false, IsInferred: false }).ToList();
        var inferred = labels.Where(outcome => outcome.Label is { Beacon: true, IsInferred: true }).ToList();
        var scored = labels.Where(outcome => outcome.Label.IsScored).ToList();
        return new LabelledEvaluation(
            all, comparison.Negatives, benign.Sum(capture => capture.Outcome.DeviceDays),
            Proportion.Of(scored.Count(outcome => outcome.Found), scored.Count),
            Proportion.Of(scored.Count(outcome => outcome.InReview), scored.Count),
            OrderStatistics.MedianOfKnown(scored.Select(outcome => (double?)outcome.Contacts)),
            OrderStatistics.MedianOfKnown(scored.Select(outcome => outcome.Seconds)),
            Proportion.Of(inferred.Count(outcome => outcome.Found), inferred.Count),
            Proportion.Of(irregular.Count(outcome => outcome.Found), irregular.Count),
            Proportion.Of(irregular.Count(outcome => outcome.Listed), irregular.Count),
            Rate(benign.Where(capture => capture.Outcome.LearningDays > 0)),
            Rate(benign.Where(capture => capture.Outcome.LearningDays <= 0)),
            EventRate.Of(
                benign.Sum(capture => capture.UnexplainedDuringLearning.Count()),
                benign.Sum(capture => capture.Outcome.LearningDays)),
            benign.Sum(capture => capture.Outcome.InReview),
            captures.Where(capture => !capture.Capture.IsBenign)
                .Sum(capture => capture.Outcome.Alerts.Count(alert => !alert.Labelled)),
            comparison.Rows(), comparison.RitaSweep());
    }

    private static EventRate Rate(IEnumerable<CaptureEvaluation> captures)
    {
        var (count, days) = captures.Aggregate(
            (0, 0.0),
            (sum, capture) => (sum.Item1 + capture.Unexplained.Count(), sum.Item2 + capture.Outcome.DeviceDays));
        return EventRate.Of(count, days);
    }
}

/// <summary>The results of one labelled capture.</summary>
/// <param name="Unreadable">Why the capture could not be read; else null.</param>
/// <param name="LeftOut">Number of unusable records, by reason.</param>
public sealed record CaptureEvaluation(
    CaptureLabel Capture, double Days, TimelineOutcome Outcome, long Observations,
    IReadOnlyDictionary<string, long> LeftOut, string? Unreadable)
{
    /// <summary>Alerts without a label after learning: false alerts in benign captures, unknown in others.</summary>
    public IEnumerable<RaisedAlert> Unexplained =>
        Outcome.Alerts.Where(alert => alert is { Labelled: false, DuringLearning: false });

    public IEnumerable<RaisedAlert> UnexplainedDuringLearning =>
        Outcome.Alerts.Where(alert => alert is { Labelled: false, DuringLearning: true });
}
