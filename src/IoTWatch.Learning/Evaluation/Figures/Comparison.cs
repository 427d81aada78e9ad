using IoTWatch.Learning.Evaluation.Runs;
using IoTWatch.Learning.Training;

namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>Holds the detector, its model, two dumb baselines and RITA's score against the same channels.</summary>
/// <remarks>
/// Positives: labelled beacons whose label is no guess, each once, by its most suspicious channel; one that was never listed scores 0.
/// Negatives: every channel that leaves the home of a capture known to be harmless beyond its labels. The other channels of malware
/// captures count nowhere, since labels there are partial. A rate counts the negatives still active after learning.
/// </remarks>
internal sealed class Comparison(double threshold)
{
    private const double FalsePositiveRate = 0.01;
    private readonly List<(IReadOnlyList<ScoredChannel> Channels, bool Found)> _positives = [];
    private readonly List<ScoredChannel> _negatives = [];
    private int _falseAlerts;
    private double _deviceDays;

    /// <param name="isComplete">What has no label is harmless.</param>
    public void Add(TimelineOutcome outcome, bool isComplete)
    {
        for (var place = 0; place < outcome.Labels.Count; place++)
            if (outcome.Labels[place].Label.IsScored)
                _positives.Add(([.. outcome.Channels.Where(channel => channel.Labels.Contains(place))], outcome.Labels[place].Found));
        if (!isComplete)
            return;
        _negatives.AddRange(outcome.Channels.Where(channel => channel.IsNegative));
        _falseAlerts += outcome.Alerts.Count(alert => alert is { Labelled: false, DuringLearning: false });
        _deviceDays += outcome.DeviceDays;
    }

    public int Negatives => _negatives.Count;

    public IReadOnlyList<DetectorFigures> Rows() =>
    [
        Alerts(),
        Row(Scorer.Probability(threshold)),
        .. Scorer.Baselines.Select(Row),
    ];

    /// <summary>RITA's score from threshold to threshold: no single one is kind to all captures.</summary>
    public IReadOnlyList<DetectorFigures> RitaSweep() =>
        [.. Enumerable.Range(10, 10).Select(step => Row(Scorer.Rita(step / 20.0)) with { Curve = [] })];

    private DetectorFigures Alerts()
    {
        var found = _positives.Count(positive => positive.Found);
        return Row(Scorer.Risk(threshold)) with
        {
            Name = "iotwatch, alerts",
            Recall = Share.Of(found, _positives.Count),
            Precision = Share.Of(found, found + _falseAlerts),
            FalsePerDeviceDay = EventRate.Of(_falseAlerts, _deviceDays),
        };
    }

    private DetectorFigures Row(Scorer scorer)
    {
        var positives = _positives.ConvertAll(positive => positive.Channels.Select(scorer.Score).DefaultIfEmpty(0).Max());
        var negatives = _negatives.ConvertAll(channel => scorer.Score(channel));
        var found = positives.Count(score => score >= scorer.Threshold);
        var called = _negatives.Count(channel => channel.IsActiveAfterLearning && scorer.Score(channel) >= scorer.Threshold);
        var auc = Ranking.Auc(positives, negatives);
        var atOne = Ranking.ThresholdAt(FalsePositiveRate, negatives);
        return new DetectorFigures(
            scorer.Name,
            Share.Of(found, positives.Count),
            Share.Of(found, found + called),
            EventRate.Of(called, _deviceDays),
            double.IsNaN(auc) ? null : auc,
            Share.Of(positives.Count(score => score > atOne), negatives.Count == 0 ? 0 : positives.Count),
            Curve.Of(positives, negatives));
    }
}
