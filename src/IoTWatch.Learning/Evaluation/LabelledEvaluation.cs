using IoTWatch.Learning.Evaluation.Figures;

namespace IoTWatch.Learning.Evaluation;

/// <summary>A set of labelled captures, evaluated: each for itself, and all together.</summary>
/// <param name="BenignChannels">Channels of harmless captures that leave the home: what is compared against.</param>
/// <param name="BenignDeviceDays">Device-days of harmless captures after learning.</param>
/// <param name="Beacons">Labelled beacons found by an alert, guesses left out.</param>
/// <param name="BeaconsInReview">Labelled beacons on the review list: they were there while their device was learned.</param>
/// <param name="MedianContacts">Contacts until the alert, over the beacons found.</param>
/// <param name="MedianSeconds">Event time until the alert, over the beacons found.</param>
/// <param name="Inferred">The guesses, apart.</param>
/// <param name="Irregular">Labelled channels that are no beacons, found by an alert: not asked for.</param>
/// <param name="IrregularListed">The same, listed among the channels: asked for.</param>
/// <param name="FalseAlerts">In harmless captures that were learned first, after that.</param>
/// <param name="FalseAlertsUnlearned">In harmless captures of which nothing was learned: every destination is new there.</param>
/// <param name="InReview">Harmless channels on the review list: what learning would ask a person about.</param>
public sealed record LabelledEvaluation(
    IReadOnlyList<CaptureEvaluation> Captures, int BenignChannels, double BenignDeviceDays, Share Beacons, Share BeaconsInReview, double? MedianContacts, double? MedianSeconds, Share Inferred, Share Irregular,
    Share IrregularListed, EventRate FalseAlerts, EventRate FalseAlertsUnlearned, EventRate FalseAlertsDuringLearning, int InReview, int OtherAlerts,
    IReadOnlyList<DetectorFigures> Detectors, IReadOnlyList<DetectorFigures> RitaSweep)
{
    internal static LabelledEvaluation Of(IReadOnlyList<CaptureEvaluation> all, double threshold)
    {
        var captures = all.Where(capture => capture.Unreadable is null).ToList();
        var comparison = new Comparison(threshold);
        foreach (var capture in captures)
            comparison.Add(capture.Outcome, capture.Capture.IsBenign);
        var benign = captures.Where(capture => capture.Capture.IsBenign).ToList();
        var labels = captures.SelectMany(capture => capture.Outcome.Labels).ToList();
        var irregular = labels.Where(outcome => outcome.Label is { Beacon: false, IsInferred: false }).ToList();
        var inferred = labels.Where(outcome => outcome.Label is { Beacon: true, IsInferred: true }).ToList();
        var scored = labels.Where(outcome => outcome.Label.IsScored).ToList();
        return new LabelledEvaluation(
            all, comparison.Negatives, benign.Sum(capture => capture.Outcome.DeviceDays),
            Share.Of(scored.Count(outcome => outcome.Found), scored.Count),
            Share.Of(scored.Count(outcome => outcome.InReview), scored.Count),
            Median.Of(scored.Select(outcome => (double?)outcome.Contacts)),
            Median.Of(scored.Select(outcome => outcome.Seconds)),
            Share.Of(inferred.Count(outcome => outcome.Found), inferred.Count),
            Share.Of(irregular.Count(outcome => outcome.Found), irregular.Count),
            Share.Of(irregular.Count(outcome => outcome.Listed), irregular.Count),
            Rate(benign.Where(capture => capture.Outcome.LearningDays > 0)),
            Rate(benign.Where(capture => capture.Outcome.LearningDays <= 0)),
            EventRate.Of(benign.Sum(capture => capture.UnexplainedDuringLearning.Count()), benign.Sum(capture => capture.Outcome.LearningDays)),
            benign.Sum(capture => capture.Outcome.InReview),
            captures.Where(capture => !capture.Capture.IsBenign).Sum(capture => capture.Outcome.Alerts.Count(alert => !alert.Labelled)),
            comparison.Rows(), comparison.RitaSweep());
    }

    private static EventRate Rate(IEnumerable<CaptureEvaluation> captures)
    {
        var (count, days) = captures.Aggregate((0, 0.0), (sum, capture) => (sum.Item1 + capture.Unexplained.Count(), sum.Item2 + capture.Outcome.DeviceDays));
        return EventRate.Of(count, days);
    }
}
