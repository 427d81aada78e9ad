using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Training;

/// <summary>Measures scorers on held-out samples.</summary>
internal static class HeldOut
{
    public const double FalsePositiveRate = .01;
    public const int FamilyContacts = 10;
    private static readonly int[] ReportedCuts = [8, 10, 16, 32];

    /// <param name="timing">The model that knows timing alone.</param>
    public static IEnumerable<ScorerFigures> Figures(IReadOnlyList<Sample> test, IBeaconModel model, IBeaconModel timing, ulong seed)
    {
        foreach (var (name, score) in Baselines.All.Prepend((timing.Id, s => timing.Score(s.Features))).Prepend((model.Id, s => model.Score(s.Features))))
            foreach (var cut in ReportedCuts)
            {
                var (positives, negatives) = Scores(test.Where(s => s.Contacts == cut), score);
                yield return new ScorerFigures(
                    name, cut, Bootstrap.Of(positives, negatives, seed, Ranking.Auc),
                    Bootstrap.Of(positives, negatives, seed, (p, n) => Ranking.TruePositiveRateAt(FalsePositiveRate, p, n)));
            }
    }

    /// <summary>Share of a family called at the threshold that lets 1 % of the negatives through, the family itself apart if it is one and was left out.</summary>
    public static double Called(IReadOnlyList<Sample> test, IBeaconModel model, TimingFamily family, bool leftOut)
    {
        var at = test.Where(s => s.Contacts == FamilyContacts).ToArray();
        double Score(Sample s) => model.Score(s.Features);
        var threshold = Ranking.ThresholdAt(FalsePositiveRate, [.. at.Where(s => !s.IsPositive && !(leftOut && s.Family == family)).Select(Score)]);
        return Math.Round(Ranking.ShareAbove(threshold, [.. at.Where(s => s.Family == family).Select(Score)]), 4);
    }

    public static IEnumerable<PeriodFigures> Periods(IReadOnlyList<Sample> test, IBeaconModel model, double threshold)
    {
        foreach (var group in test.Where(s => s.IsPositive && model.Score(s.Features) > threshold).GroupBy(s => s.Contacts).OrderBy(g => g.Key))
            if (group.Key >= ReportedCuts[0])
                yield return new PeriodFigures(
                    group.Key, group.Count(), Math.Round(group.Count(s => Math.Abs(s.EstimatedPeriodSeconds / s.PeriodSeconds!.Value - 1) <= .05) / (double)group.Count(), 4));
    }

    private static (double[] Positives, double[] Negatives) Scores(IEnumerable<Sample> samples, Func<Sample, double> score)
    {
        var byClass = samples.ToLookup(s => s.IsPositive, score);
        return ([.. byClass[true]], [.. byClass[false]]);
    }
}
