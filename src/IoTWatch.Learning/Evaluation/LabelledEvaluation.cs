using IoTWatch.Learning.Evaluation.Figures;

namespace IoTWatch.Learning.Evaluation;

/// <summary>A set of labelled captures, evaluated: each for itself, and all together.</summary>
/// <param name="BenignChannels">Channels of harmless captures that leave the home: what is compared against.</param>
/// <param name="BenignDeviceDays">Device-days of harmless captures after learning.</param>
/// <param name="Beacons">Labelled beacons found by an alert, guesses left out.</param>
/// <param name="Inferred">The guesses, apart.</param>
/// <param name="Irregular">Labelled channels that are no beacons, found by an alert: not asked for.</param>
/// <param name="IrregularListed">The same, listed among the channels: asked for.</param>
public sealed record LabelledEvaluation(
    IReadOnlyList<CaptureEvaluation> Captures, int BenignChannels, double BenignDeviceDays, Share Beacons, Share Inferred, Share Irregular,
    Share IrregularListed, EventRate FalseAlerts, EventRate FalseAlertsDuringLearning, int OtherAlerts,
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
        var deviceDays = benign.Sum(capture => capture.Outcome.DeviceDays);
        return new LabelledEvaluation(
            all, comparison.Negatives, deviceDays,
            Share.Of(scored.Count(outcome => outcome.Found), scored.Count),
            Share.Of(inferred.Count(outcome => outcome.Found), inferred.Count),
            Share.Of(irregular.Count(outcome => outcome.Found), irregular.Count),
            Share.Of(irregular.Count(outcome => outcome.Listed), irregular.Count),
            EventRate.Of(benign.Sum(capture => capture.Unexplained.Count()), deviceDays),
            EventRate.Of(benign.Sum(capture => capture.UnexplainedDuringLearning.Count()), benign.Sum(capture => capture.Outcome.LearningDays)),
            captures.Where(capture => !capture.Capture.IsBenign).Sum(capture => capture.Outcome.Alerts.Count(alert => !alert.Labelled)),
            comparison.Rows(), comparison.RitaSweep());
    }
}
