using CsCheck;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Tests.Simulation;

public class IntervalSetTests
{
    private static readonly Gen<Interval[]> Some20 = Gen.Select(Gen.Double[0, 90], Gen.Double[0, 10])
        .Select((from, length) => new Interval(from, from + length)).Array[0, 20];

    [Fact]
    public void A_set_contains_a_time_if_one_of_its_intervals_does() =>
        Gen.Select(Some20, Gen.Double[0, 110]).Sample((stays, at) =>
            Assert.Equal(stays.Any(stay => stay.From <= at && at < stay.To), new IntervalSet(stays).Contains(at)),
            iter: 2_000);

    [Fact]
    public void Gaps_and_intervals_cover_the_time_without_overlap() =>
        Some20.Sample(stays =>
        {
            var spells = new IntervalSet(stays);
            var pieces = spells.All.Where(stay => stay.From < 100)
                .Select(stay => stay with { To = Math.Min(stay.To, 100) })
                .Concat(spells.Gaps(0, 100)).OrderBy(stay => stay.From).ToList();
            Assert.Equal(100, pieces.Sum(stay => stay.To - stay.From), 1e-6);
            Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From, 1e-9));
        }, iter: 2_000);

    [Fact]
    public void An_unanswered_call_is_retried_with_back_off_until_the_outage_ends()
    {
        var times = Times(
            new IntervalSet([new Interval(1_000, 5_000)]), Call(60, keepsPhase: false) with { Retries = true });
        var tries = times.Where(at => at is >= 1_000 and < 5_000).ToList();
        var pauses = tries.Zip(tries.Skip(1), (a, b) => b - a).ToList();

        Assert.InRange(pauses[0], 1.8, 16.5);
        Assert.InRange(pauses[^1], 54, 660);
        Assert.All(pauses.Zip(pauses.Skip(1)), pair => Assert.InRange(pair.Second / pair.First, .8, 2.5));
        Assert.InRange(times.First(at => at >= 5_000), 5_000, 5_660);
        Assert.Equal(60, times[^1] - times[^2], 1e-6);
    }

    [Theory]
    [InlineData(true, 1_020)]
    [InlineData(false, 1_005)]
    public void After_an_absence_a_call_keeps_its_schedule_or_restarts(bool keepsPhase, double first)
    {
        var times = Times(IntervalSet.None, Call(60, keepsPhase), new Interval(0, 500), new Interval(1_005, 2_000));

        Assert.DoesNotContain(times, at => at is >= 500 and < 1_005);
        Assert.Equal(first, times.First(at => at > 500), 1e-6);
    }

    [Fact]
    public void Calls_that_need_people_are_left_out_in_a_vacant_home()
    {
        var home = new SimulatedHome([], IntervalSet.None, [], new IntervalSet([new Interval(300, 600)]));

        Assert.DoesNotContain(
            Times(home, Call(60, false) with { NeedsPeople = true }, new Interval(0, 2_000)),
            at => at is >= 300 and < 600);
    }

    private static Call Call(double period, bool keepsPhase) =>
        new()
        {
            Addresses = [HomeNetwork.Router],
            KeepsPhase = keepsPhase,
            Starts = (rng, from) => ArrivalTimes.Periodic(rng, period, 0, from)
        };

    private static List<double> Times(IntervalSet outages, Call call, params Interval[] stays) =>
        Times(new SimulatedHome([], outages, [], IntervalSet.None), call, stays);

    private static List<double> Times(SimulatedHome home, Call call, params Interval[] stays)
    {
        var device = SimulatedDevice.Create(new SeededRandom(1), "d", "24:0a:c4", 50) with
        {
            OnlineIntervals = stays.Length > 0 ? stays : [new Interval(0, 10_000)]
        };
        return [.. CallTimes.Of(call, device, home, new SeededRandom(2)).Select(each => each.At)
            .TakeWhile(at => at < 10_000)];
    }
}
