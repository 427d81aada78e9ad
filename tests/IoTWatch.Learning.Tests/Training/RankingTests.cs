using CsCheck;
using IoTWatch.Learning.Training;

namespace IoTWatch.Learning.Tests.Training;

public class RankingTests
{
    [Fact]
    public void Auc_is_the_share_of_pairs_in_the_right_order_ties_counted_half() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 30], Gen.Int[0, 9].Array[1, 30]).Sample(
            (positives, negatives) =>
            {
                var naive = positives.SelectMany(_ => negatives, (p, n) => p > n ? 1.0 : p == n ? .5 : 0).Average();
                Assert.Equal(
                    naive, Ranking.Auc([.. positives.Select(p => (double)p)], [.. negatives.Select(n => (double)n)]),
                    1e-9);
            },
            seed: "0000000000000", iter: 300);

    [Fact]
    public void The_threshold_keeps_the_false_positive_rate() =>
        Gen.Select(Gen.Int[0, 50].Array[1, 200], Gen.Double[0, .2]).Sample(
            (scores, rate) =>
            {
                double[] negatives = [.. scores.Select(s => (double)s)];
                Assert.True(Ranking.ShareAbove(Ranking.ThresholdAt(rate, negatives), negatives) <= rate);
            },
            seed: "0000000000000", iter: 300);

    [Fact]
    public void A_perfect_scorer_finds_all_at_one_percent()
    {
        double[] negatives = [.. Enumerable.Range(0, 200).Select(i => i / 1000.0)];

        Assert.Equal(1, Ranking.TruePositiveRateAt(.01, [.9, .8], negatives));
        Assert.Equal(.5, Ranking.TruePositiveRateAt(.01, [.9, .1], negatives));
    }

    [Fact]
    public void The_calibration_recovers_the_curve_that_generated_the_labels()
    {
        var rng = new IoTWatch.Learning.Simulation.SeededRandom(2);
        var scores = Enumerable.Range(0, 50_000).Select(_ => (float)rng.Normal(0, 2)).ToArray();
        var labels = scores.Select(s => rng.Chance(1 / (1 + Math.Exp(-1.7 * s + .6)))).ToArray();

        var (slope, offset) = PlattCalibration.Fit(scores, labels);

        Assert.Equal(-1.7, slope, .05);
        Assert.Equal(.6, offset, .05);
    }
}
