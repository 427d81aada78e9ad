using IoTWatch.Learning.Models;
using IoTWatch.Learning.Simulation;

namespace IoTWatch.Learning.Training;

/// <summary>Computes confidence intervals by resampling channels with replacement.</summary>
/// <remarks>
/// Percentile bootstrap (Efron, 1979), 300 rounds, a fixed seed. At one number of contacts a channel has one score, so
/// scores are resampled.
/// </remarks>
internal static class Bootstrap
{
    private const int Rounds = 300;

    public static Estimate Of(
        double[] positives, double[] negatives, ulong seed,
        Func<IReadOnlyCollection<double>, IReadOnlyCollection<double>, double> figure)
    {
        var rng = new SeededRandom(seed).Fork("bootstrap");
        var values = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
            values[round] = figure(Resample(rng, positives), Resample(rng, negatives));
        Array.Sort(values);
        return new Estimate(
            Round(figure(positives, negatives)), Round(values[(int)(.025 * Rounds)]),
            Round(values[(int)(.975 * Rounds)]));
    }

    private static double[] Resample(SeededRandom rng, double[] from)
    {
        var drawn = new double[from.Length];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = from[rng.WholeNumber(0, from.Length - 1)];
        return drawn;
    }

    private static double Round(double value) => double.IsNaN(value) ? 0 : Math.Round(value, 4);
}
