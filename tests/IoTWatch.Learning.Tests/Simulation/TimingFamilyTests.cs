using CsCheck;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Tests.Simulation;

public class TimingFamilyTests
{
    public static TheoryData<string> Names => [.. TimingFamily.All.Select(f => f.Name)];

    [Fact]
    public void There_are_eighteen_positive_and_ten_negative_families()
    {
        Assert.Equal(18, TimingFamily.All.Count(f => f.IsPositive));
        Assert.Equal(10, TimingFamily.All.Count(f => !f.IsPositive));
        Assert.Null(TimingFamily.Find("no such family"));
    }

    [Theory, MemberData(nameof(Names))]
    public void Calls_ascend_in_time_and_have_the_requested_number(string name) =>
        Gen.Select(Gen.ULong, Gen.Int[1, 120]).Sample(
            (seed, contacts) =>
            {
                var calls = TimingFamily.Find(name)!.Generate(new SeededRandom(seed), contacts);
                Assert.Equal(contacts, calls.Count);
                Assert.All(
                    calls,
                    c => Assert.True(
                        double.IsFinite(c.Seconds) && c.Seconds >= 0 && c.Bytes >= 0 && c.DurationSeconds >= 0));
                for (var i = 1; i < calls.Count; i++)
                    Assert.True(calls[i].Seconds >= calls[i - 1].Seconds, $"call {i} of seed {seed} goes back in time");
            },
            seed: "0000000000000", iter: 60);

    [Theory, MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_channel(string name)
    {
        var family = TimingFamily.Find(name)!;

        Assert.Equal(family.Generate(new SeededRandom(5), 64), family.Generate(new SeededRandom(5), 64));
        Assert.NotEqual(family.Generate(new SeededRandom(5), 64), family.Generate(new SeededRandom(6), 64));
    }

    [Theory]
    [InlineData("exact", .001)]
    [InlineData("uniform-jitter", .12)]
    [InlineData("gaussian-jitter", .08)]
    [InlineData("slow", .03)]
    [InlineData("wake-up-bursts", .15)]
    [InlineData("in-flow", .01)]
    public void The_median_gap_is_the_true_period(string name, double tolerance)
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var channel = TimingFamily.Find(name)!.GenerateChannel(new SeededRandom(seed), 400);
            var period = channel.PeriodSeconds!.Value;
            var starts = channel.Contacts.Where(c => !c.Retransmission).Select(c => c.Seconds).ToArray();
            var gaps = starts.Zip(starts.Skip(1), (a, b) => b - a).Where(g => g > .2 * period).Order().ToArray();
            Assert.InRange(gaps[gaps.Length / 2] / period, 1 - tolerance - .05 / period, 1 + tolerance + .05 / period);
        }
    }

    [Fact]
    public void Negative_families_have_no_period() =>
        Assert.All(
            TimingFamily.All,
            f => Assert.Equal(f.IsPositive, f.GenerateChannel(new SeededRandom(1), 8).PeriodSeconds is not null));

    [Fact]
    public void Poisson_gaps_vary_as_much_as_their_mean()
    {
        var variations = Enumerable.Range(1, 30).Select(seed =>
        {
            var starts = TimingFamily.Find("poisson")!.Generate(new SeededRandom((ulong)seed), 2_000)
                .Where(c => !c.Retransmission).Select(c => c.Seconds).ToArray();
            var gaps = starts.Zip(starts.Skip(1), (a, b) => b - a).ToArray();
            var mean = gaps.Average();
            return Math.Sqrt(gaps.Average(g => (g - mean) * (g - mean))) / mean;
        });

        Assert.InRange(variations.Average(), .97, 1.03);
    }

    [Fact]
    public void Sizes_and_failures_do_not_tell_the_class()
    {
        var means = TimingFamily.All.Where(f => f.Name is not "retry-ladder").ToLookup(f => f.IsPositive, f =>
        {
            var calls = Enumerable.Range(0, 400)
                .SelectMany(i => f.Generate(new SeededRandom(9).Fork(f.Name).Fork($"{i}"), 12)).ToArray();
            return (Size: calls.Where(c => !c.Failed).Average(c => Math.Log(1 + c.Bytes)),
                Failed: calls.Average(c => c.Failed ? 1.0 : 0));
        });

        Assert.Equal(means[true].Average(m => m.Size), means[false].Average(m => m.Size), .1);
        Assert.Equal(means[true].Average(m => m.Failed), means[false].Average(m => m.Failed), .03);
    }
}
