using System.Globalization;
using IoTWatch.Learning.Evaluation.Runs;
using IoTWatch.Learning.Training;

namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>Compares the alerts, the model, two simple baselines and RITA's score on the same channels.</summary>
/// <remarks>
/// Positives: labelled beacons without inferred labels, each by its highest-scored channel; a beacon without a channel
/// scores 0. Negatives: the unlabelled outbound channels of captures with complete labels. The other channels of
/// malware captures are excluded, since their labels are partial. Rates count the negatives active after learning.
/// </remarks>
internal sealed class DetectorComparison(double threshold)
{
    private const double FalsePositiveRate = 0.01;
    private readonly List<(IReadOnlyList<ScoredChannel> Channels, bool Found)> _positives = [];
    private readonly List<ScoredChannel> _negatives = [];
    private int _falseAlerts;
    private double _deviceDays;

    /// <param name="isComplete">All channels without a label are benign.</param>
    public void Add(TimelineOutcome outcome, bool isComplete)
    {
        for (var place = 0; place < outcome.Labels.Count; place++)
            if (outcome.Labels[place].Label.IsScored)
                _positives.Add(([.. outcome.Channels.Where(channel => channel.Labels.Contains(place))],
                    outcome.Labels[place].Found));
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

    /// <summary>Returns the figures of RITA's score at thresholds from 0.50 to 0.95.</summary>
    public IReadOnlyList<DetectorFigures> RitaSweep() =>
        [.. Enumerable.Range(10, 10).Select(step => Row(Scorer.Rita(step / 20.0)) with { Curve = [] })];

    private DetectorFigures Alerts()
    {
        var found = _positives.Count(positive => positive.Found);
        return Row(Scorer.Risk(threshold)) with
        {
            Name = "iotwatch, alerts",
            Recall = Proportion.Of(found, _positives.Count),
            Precision = Proportion.Of(found, found + _falseAlerts),
            FalsePerDeviceDay = EventRate.Of(_falseAlerts, _deviceDays),
        };
    }

    private DetectorFigures Row(Scorer scorer)
    {
        var positives = _positives.ConvertAll(
            positive => positive.Channels.Select(scorer.Score).DefaultIfEmpty(0).Max());
        var negatives = _negatives.ConvertAll(channel => scorer.Score(channel));
        var found = positives.Count(score => score >= scorer.Threshold);
        var called = _negatives.Count(
            channel => channel.IsActiveAfterLearning && scorer.Score(channel) >= scorer.Threshold);
        var auc = Ranking.Auc(positives, negatives);
        var atOne = Ranking.ThresholdAt(FalsePositiveRate, negatives);
        return new DetectorFigures(
            scorer.Name,
            Proportion.Of(found, positives.Count),
            Proportion.Of(found, found + called),
            EventRate.Of(called, _deviceDays),
            double.IsNaN(auc) ? null : auc,
            Proportion.Of(positives.Count(score => score > atOne), negatives.Count == 0 ? 0 : positives.Count),
            PrecisionRecallCurve.Of(positives, negatives));
    }
}

/// <summary>A named score of channels (higher = more suspicious) with its threshold.</summary>
/// <param name="Threshold">A channel with at least this score is classified as a beacon.</param>
internal sealed record Scorer(string Name, Func<ScoredChannel, double> Score, double Threshold)
{
    private const double MaxVariation = 0.3;
    private const double RitaFrom = 0.8;

    /// <summary>
    /// The ranking of the detector: alerted channels, then channels that may be alerted, by probability.
    /// </summary>
    public static Scorer Risk(double threshold) =>
        new("iotwatch, unexpected and foreign", channel => channel.Risk, threshold);

    /// <summary>The probability of the model alone; benign heartbeats score high too.</summary>
    public static Scorer Probability(double threshold) =>
        new("iotwatch, probability alone", channel => channel.Report.Probability, threshold);

    /// <summary>The baselines, on the same channels.</summary>
    public static IReadOnlyList<Scorer> Baselines { get; } =
    [
        new("CV of intervals < 0.3", channel => channel.Regularity, Math.BitIncrement(1 / (1 + MaxVariation))),
        new("any new destination", channel => channel.IsNew ? 1 : 0, 1),
        Rita(RitaFrom),
    ];

    public static Scorer Rita(double threshold) =>
        new(string.Create(CultureInfo.InvariantCulture, $"RITA score ≥ {threshold:0.00}"), channel => channel.Rita,
            threshold);
}
