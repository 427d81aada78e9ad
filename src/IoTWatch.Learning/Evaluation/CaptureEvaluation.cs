using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation;

/// <summary>One labelled capture, evaluated.</summary>
/// <param name="Unreadable">Why it could not be read; null when it was.</param>
/// <param name="LeftOut">Records that could not be used, by reason.</param>
public sealed record CaptureEvaluation(
    CaptureLabel Capture, double Days, TimelineOutcome Outcome, long Observations, IReadOnlyDictionary<string, long> LeftOut, string? Unreadable)
{
    /// <summary>Alerts that no label explains, after learning: false where the capture is harmless, merely other elsewhere.</summary>
    public IEnumerable<RaisedAlert> Unexplained => Outcome.Alerts.Where(alert => alert is { Labelled: false, DuringLearning: false });

    public IEnumerable<RaisedAlert> UnexplainedDuringLearning => Outcome.Alerts.Where(alert => alert is { Labelled: false, DuringLearning: true });
}
