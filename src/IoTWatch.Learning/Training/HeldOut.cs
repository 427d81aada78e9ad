using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Training;

/// <summary>Measures scorers on held-out samples.</summary>
internal static class HeldOut
{
    public const double FalsePositiveRate = .01;
    public const int FamilyContacts = 10;
    private static readonly int[] ReportedCuts = [8, 10, 16, 32];

    public static IEnumerable<ScorerFigures> Figures(IReadOnlyList<Sample> test, IBeaconModel model, ulong seed)
    {
        foreach (var (name, score) in Baselines.All.Prepend((model.Id, s => model.Score(s.Features))))
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

    public static double PeriodWithin5Percent(IReadOnlyList<Sample> test, IBeaconModel model, double threshold)
    {
        var found = test.Where(s => s.IsPositive && s.Contacts == FamilyContacts && model.Score(s.Features) > threshold).ToArray();
        return Math.Round(found.Count(s => Math.Abs(s.EstimatedPeriodSeconds / s.PeriodSeconds!.Value - 1) <= .05) / (double)Math.Max(1, found.Length), 4);
    }

    private static (double[] Positives, double[] Negatives) Scores(IEnumerable<Sample> samples, Func<Sample, double> score)
    {
        var byClass = samples.ToLookup(s => s.IsPositive, score);
        return ([.. byClass[true]], [.. byClass[false]]);
    }
}
