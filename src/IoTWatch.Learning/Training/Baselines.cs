using IoTWatch.Core.Beaconing;

namespace IoTWatch.Learning.Training;

/// <summary>The scorers that stand beside the model in every table; the higher the score, the more like a beacon.</summary>
internal static class Baselines
{
    private static readonly RuleBeaconModel Rule = new();
    private static readonly int Variation = BeaconFeatures.IndexOf("interval_cv");

    public static IReadOnlyList<(string Name, Func<Sample, double> Score)> All { get; } =
    [
        ("rule", s => Rule.Score(s.Features)),
        ("rita ts", RitaTs),
        ("cv", s => -s.Features[Variation]),
        ("cv < 0.3", s => s.Features[Variation] < .3 ? 1 : 0),
    ];

    /// <summary>RITA's timing part over the kept contacts; 0 where it gives none.</summary>
    private static double RitaTs(Sample sample)
    {
        var seconds = Array.ConvertAll(sample.Times, t => (long)t);
        return RitaScore.Compute(seconds, [], seconds[0], seconds[^1] + 1)?.Ts ?? 0;
    }
}
