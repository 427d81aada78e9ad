using IoTWatch.Learning.Evaluation.Figures;

namespace IoTWatch.Learning.Tests.Evaluation;

public sealed class IntervalTests
{
    // Values of R: binom::binom.confint(k, n, methods = "wilson").
    [Theory]
    [InlineData(10, 100, .0552, .1744)]
    [InlineData(0, 10, 0, .2775)]
    [InlineData(10, 10, .7225, 1)]
    [InlineData(4, 4, .5101, 1)]
    [InlineData(1, 2, .0945, .9055)]
    public void A_share_has_wilsons_interval(int count, int total, double low, double high)
    {
        var share = Proportion.Of(count, total);

        Assert.Equal((double)count / total, share.Value);
        Assert.Equal(low, share.Low!.Value, .0001);
        Assert.Equal(high, share.High!.Value, .0001);
    }

    // Values of Garwood's table: chi-square quantiles halved.
    [Theory]
    [InlineData(0, 0, 3.6889)]
    [InlineData(1, .0253, 5.5716)]
    [InlineData(3, .6187, 8.7673)]
    [InlineData(10, 4.7954, 18.3904)]
    [InlineData(100, 81.3640, 121.6266)]
    public void A_rate_has_the_exact_poisson_interval(int count, double low, double high)
    {
        var rate = EventRate.Of(count, 2);

        Assert.Equal(count / 2.0, rate.Value);
        Assert.Equal(low / 2, rate.Low!.Value, .0001);
        Assert.Equal(high / 2, rate.High!.Value, .0001);
    }

    [Fact]
    public void Zero_cases_give_no_value()
    {
        Assert.Null(Proportion.Of(0, 0).Value);
        Assert.Null(EventRate.Of(0, 0).Value);
    }

    [Fact]
    public void A_curve_has_a_point_for_each_score_of_a_positive()
    {
        var curve = PrecisionRecallCurve.Of([.9, .9, .5], [.95, .5, .1, .1]);

        Assert.Equal([new CurvePoint(.9, 2 / 3.0, 2 / 3.0, .25), new CurvePoint(.5, 1, 3 / 5.0, .5)], curve);
    }
}
