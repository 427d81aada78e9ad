using CsCheck;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Packets;

namespace IoTWatch.Inputs.Tests.Packets;

public class TimeOrderTests
{
    private static TickObservation Tick(double seconds) => new() { At = Capture.At(seconds) };

    private static List<Observation> Drain(TimeOrder order)
    {
        var taken = new List<Observation>();
        while (order.TryTake(out var observation))
            taken.Add(observation);
        return taken;
    }

    [Fact]
    public void Nothing_is_returned_before_the_horizon_has_passed()
    {
        var order = new TimeOrder(TimeSpan.FromSeconds(10));
        order.Add(Tick(5));
        order.Add(Tick(3));
        order.AdvanceTo(Capture.At(12.9));
        Assert.Empty(Drain(order));
        order.AdvanceTo(Capture.At(13));
        Assert.Equal([Capture.At(3)], Drain(order).Select(o => o.At));
        order.Complete();
        Assert.Equal([Capture.At(5)], Drain(order).Select(o => o.At));
    }

    [Fact]
    public void Equal_times_keep_the_order_of_arrival()
    {
        var order = new TimeOrder(TimeSpan.Zero);
        var ticks = Enumerable.Range(0, 20).Select(_ => Tick(1)).ToList();
        ticks.ForEach(order.Add);
        order.Complete();
        Assert.All(Drain(order).Zip(ticks), pair => Assert.Same(pair.Second, pair.First));
    }

    [Fact]
    public void Late_observations_are_dropped_and_counted()
    {
        var order = new TimeOrder(TimeSpan.FromSeconds(1));
        order.Add(Tick(10));
        order.AdvanceTo(Capture.At(20));
        Drain(order);
        order.Add(Tick(9));
        order.Add(Tick(10));
        order.Complete();
        Assert.Single(Drain(order));
        Assert.Equal(1, order.Late);
    }

    [Fact]
    public void Above_the_capacity_the_earliest_observation_is_returned()
    {
        var order = new TimeOrder(TimeSpan.FromDays(1), capacity: 2);
        for (var i = 0; i < 5; i++)
            order.Add(Tick(5 - i * 0.1));
        Assert.Equal(3, Drain(order).Count);
    }

    [Fact]
    public void The_output_is_always_ordered_and_nothing_within_the_horizon_is_lost() =>
        Gen.Int[0, 50].Array[0, 200].Sample(steps =>
        {
            var order = new TimeOrder(TimeSpan.FromSeconds(60));
            var taken = new List<Observation>();
            for (var i = 0; i < steps.Length; i++)
            {
                order.Add(Tick(1000 + i - steps[i]));
                order.AdvanceTo(Capture.At(1000 + i));
                taken.AddRange(Drain(order));
            }
            order.Complete();
            taken.AddRange(Drain(order));
            Assert.Equal(steps.Length, taken.Count);
            Assert.Equal(taken.Select(o => o.At).Order(), taken.Select(o => o.At));
        });
}
