using CsCheck;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Tests.Beaconing;

public class BeaconFeaturesTests
{
    [Fact]
    public void Every_feature_is_finite_whatever_the_times() =>
        Gen.Double[0, 100_000].Array[4, 80].Sample(gaps =>
        {
            double at = 0;
            var features = new float[BeaconFeatures.Count];
            BeaconFeatures.Compute(Some.Sketch(gaps.Select(gap => at += gap)), features);
            Assert.All(features, value => Assert.True(float.IsFinite(value)));
        });

    [Theory]
    [InlineData(1.02, 0.02)]
    [InlineData(60.2, 0)]
    [InlineData(60, 0.3)]
    [InlineData(900, 0.1)]
    [InlineData(14_400, 0.05)]
    [InlineData(86_400, 0.001)]
    public void The_period_of_a_jittered_beacon_is_found_within_five_percent(double period, double jitter)
    {
        var estimate = Estimate(Jittered(period, jitter, 40));
        Assert.InRange(estimate.PeriodSeconds, period * 0.95, period * 1.05);
    }

    [Fact]
    public void Missed_calls_are_counted_and_do_not_lengthen_the_period()
    {
        var random = new Random(9);
        var times = Jittered(60, 0.02, 60).Where(_ => random.Next(3) > 0).ToList();
        var estimate = Estimate(times);
        Assert.InRange(estimate.PeriodSeconds, 57, 63);
        Assert.Equal(60 - times.Count, estimate.Missed);
    }

    [Fact]
    public void Extra_calls_between_do_not_hide_the_period()
    {
        var random = new Random(5);
        var times = Jittered(60, 0.02, 40).Concat(Enumerable.Range(0, 20).Select(_ => random.NextDouble() * 2400))
            .Order();
        Assert.InRange(Estimate(times).PeriodSeconds, 57, 63);
    }

    [Fact]
    public void Several_devices_behind_one_address_have_the_period_of_each()
    {
        var times = Enumerable.Range(0, 3)
            .SelectMany(device => Jittered(60, 0.03, 20, device).Select(t => t + device * 17)).Order();
        Assert.InRange(Estimate(times).PeriodSeconds, 57, 63);
    }

    [Fact]
    public void Retries_at_fixed_places_of_the_cycle_do_not_shorten_it()
    {
        var times = Jittered(80, 0.01, 16).SelectMany(t => (double[])[t, t + 7.2, t + 18.9, t + 45.4]);
        Assert.InRange(Estimate(times).PeriodSeconds, 76, 84);
    }

    [Fact]
    public void A_jittered_beacon_with_calls_missed_keeps_its_period()
    {
        var random = new Random(8);
        var times = Jittered(300, 0.3, 90).Where(_ => random.NextDouble() > 0.3);
        Assert.InRange(Estimate(times).PeriodSeconds, 285, 315);
    }

    [Fact]
    public void A_timer_with_a_long_tail_has_its_mean_for_a_period()
    {
        var random = new Random(4);
        double at = 0;
        var times = Enumerable.Range(0, 64).Select(_ => at += 70 - 30 * Math.Log(1 - random.NextDouble())).ToList();
        Assert.InRange(Estimate(times).PeriodSeconds, 93, 107);
    }

    [Fact]
    public void One_call_long_before_does_not_make_wake_ups_of_a_beacon()
    {
        double[] times = [0, .. Jittered(30, 0.02, 12).Select(t => t + 14_400)];
        var features = new float[BeaconFeatures.Count];
        var estimate = BeaconFeatures.Compute(Some.Sketch(times), features);
        Assert.Equal(Math.Log2(13), features[0], 1e-5);
        Assert.InRange(estimate.MedianIntervalSeconds, 29, 31);
    }

    [Fact]
    public void The_flows_of_a_wake_up_count_once()
    {
        var times = Jittered(600, 0.1, 12).SelectMany(t => (double[])[t, t + 2, t + 3.5]);
        var features = new float[BeaconFeatures.Count];
        BeaconFeatures.Compute(Some.Sketch(times), features);
        Assert.Equal(Math.Log2(12), features[0], 1e-5);
    }

    [Fact]
    public void The_rule_model_tells_a_beacon_from_memoryless_traffic()
    {
        var model = new RuleBeaconModel();
        var beacons = Enumerable.Range(0, 100).Count(seed => Score(model, Jittered(300, 0.2, 16, seed)) >= 0.5);
        var poisson = Enumerable.Range(0, 300).Count(seed => Score(model, Memoryless(300, 16, seed)) >= 0.5);
        Assert.InRange(beacons, 90, 100);
        Assert.InRange(poisson, 0, 6);
    }

    private static double Score(RuleBeaconModel model, IEnumerable<double> times)
    {
        var features = new float[BeaconFeatures.Count];
        BeaconFeatures.Compute(Some.Sketch(times), features);
        return model.Score(features);
    }

    private static BeaconEstimate Estimate(IEnumerable<double> times) =>
        BeaconFeatures.Compute(Some.Sketch(times), new float[BeaconFeatures.Count]);

    private static IEnumerable<double> Jittered(double period, double jitter, int count, int seed = 3)
    {
        var random = new Random(seed);
        double at = 0;
        for (var i = 0; i < count; i++)
            yield return at += period * (1 + jitter * (2 * random.NextDouble() - 1));
    }

    private static IEnumerable<double> Memoryless(double mean, int count, int seed)
    {
        var random = new Random(seed);
        double at = 0;
        for (var i = 0; i < count; i++)
            yield return at += -mean * Math.Log(1 - random.NextDouble());
    }
}
