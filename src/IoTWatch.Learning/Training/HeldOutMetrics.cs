using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Models;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Training;

/// <summary>Computes the ranking, recall and period figures of scorers on held-out samples.</summary>
internal static class HeldOutMetrics
{
    public const double FalsePositiveRate = .01;
    public const int FamilyContacts = 10;
    private static readonly int[] ReportedCuts = [8, 10, 16, 32];
    private static readonly RuleBeaconModel Rule = new();
    private static readonly int Variation = BeaconFeatures.IndexOf("interval_cv");

    // The higher the score, the more like a beacon.
    private static readonly (string Name, Func<Sample, double> Score)[] Baselines =
    [
        ("rule", s => Rule.Score(s.Features)),
        ("rita ts", RitaTs),
        ("cv", s => -s.Features[Variation]),
        ("cv < 0.3", s => s.Features[Variation] < .3 ? 1 : 0),
    ];

    /// <summary>Returns AUC and recall of the models and the baselines, by number of contacts.</summary>
    /// <param name="timing">The model trained on the timing features alone.</param>
    public static IEnumerable<ScorerFigures> Figures(
        IReadOnlyList<Sample> test, IBeaconModel model, IBeaconModel timing, ulong seed)
    {
        foreach (var (name, score) in Baselines.Prepend((timing.Id, s => timing.Score(s.Features)))
            .Prepend((model.Id, s => model.Score(s.Features))))
            foreach (var cut in ReportedCuts)
            {
                var (positives, negatives) = Scores(test.Where(s => s.Contacts == cut), score);
                yield return new ScorerFigures(
                    name, cut, Bootstrap.Of(positives, negatives, seed, Ranking.Auc),
                    Bootstrap.Of(
                        positives, negatives, seed, (p, n) => Ranking.TruePositiveRateAt(FalsePositiveRate, p, n)));
            }
    }

    /// <summary>Returns the share of a family that scores above the threshold of 1 % false positives.</summary>
    /// <param name="leftOut">The family itself is excluded from the negatives that set the threshold.</param>
    public static double Called(IReadOnlyList<Sample> test, IBeaconModel model, TimingFamily family, bool leftOut)
    {
        var at = test.Where(s => s.Contacts == FamilyContacts).ToArray();
        double Score(Sample s) => model.Score(s.Features);
        var threshold = Ranking.ThresholdAt(
            FalsePositiveRate, [.. at.Where(s => !s.IsPositive && !(leftOut && s.Family == family)).Select(Score)]);
        return Math.Round(Ranking.ShareAbove(threshold, [.. at.Where(s => s.Family == family).Select(Score)]), 4);
    }

    /// <summary>
    /// Returns, by number of contacts, the share of found beacons whose period is estimated within 5 %.
    /// </summary>
    public static IEnumerable<PeriodFigures> Periods(IReadOnlyList<Sample> test, IBeaconModel model, double threshold)
    {
        foreach (var group in test.Where(s => s.IsPositive && model.Score(s.Features) > threshold)
            .GroupBy(s => s.Contacts).OrderBy(g => g.Key))
            if (group.Key >= ReportedCuts[0])
                yield return new PeriodFigures(
                    group.Key, group.Count(),
                    Math.Round(
                        group.Count(
                            s =>
                                Math.Abs(
                                    s.EstimatedPeriodSeconds / s.PeriodSeconds!.Value
                                    - 1) <= .05) / (double)group.Count(),
                        4));
    }

    /// <summary>RITA's timing score over the kept contacts; 0 where RITA gives none.</summary>
    private static double RitaTs(Sample sample)
    {
        var seconds = Array.ConvertAll(sample.Times, t => (long)t);
        return RitaScore.Compute(seconds, [], seconds[0], seconds[^1] + 1)?.Ts ?? 0;
    }

    private static (double[] Positives, double[] Negatives) Scores(
        IEnumerable<Sample> samples, Func<Sample, double> score)
    {
        var byClass = samples.ToLookup(s => s.IsPositive, score);
        return ([.. byClass[true]], [.. byClass[false]]);
    }
}
