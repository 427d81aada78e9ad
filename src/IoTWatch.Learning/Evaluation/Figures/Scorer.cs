using System.Globalization;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>Something that ranks channels: the higher, the more suspicious; and from where on it calls one.</summary>
/// <param name="Threshold">A channel with at least this score is called.</param>
internal sealed record Scorer(string Name, Func<ScoredChannel, double> Score, double Threshold)
{
    private const double EvenFrom = 0.3;
    private const double RitaFrom = 0.8;

    /// <summary>The detector's own ranking: what it may alert on, by probability.</summary>
    public static Scorer Risk(double threshold) => new("iotwatch, unexpected and foreign", channel => channel.Risk, threshold);

    /// <summary>The model alone, without context: benign heartbeats are beacons too.</summary>
    public static Scorer Probability(double threshold) => new("iotwatch, probability alone", channel => channel.Report.Probability, threshold);

    /// <summary>The baselines, on the same channels.</summary>
    public static IReadOnlyList<Scorer> Baselines { get; } =
    [
        new("CV of intervals < 0.3", channel => channel.Evenness, Math.BitIncrement(1 / (1 + EvenFrom))),
        new("any new destination", channel => channel.IsNew ? 1 : 0, 1),
        Rita(RitaFrom),
    ];

    public static Scorer Rita(double threshold) =>
        new(string.Create(CultureInfo.InvariantCulture, $"RITA score ≥ {threshold:0.00}"), channel => channel.Rita, threshold);
}
