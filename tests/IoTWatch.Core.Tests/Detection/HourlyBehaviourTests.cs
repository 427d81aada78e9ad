using CsCheck;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

public class HourlyBehaviourTests
{
    private const long HourMs = 3_600_000;
    private const long Origin = 490_000 * HourMs;

    [Fact]
    public void Bytes_of_all_hours_add_up_to_what_was_sent() =>
        Gen.Select(Gen.Long[0, 100 * HourMs], Gen.Long[0, 1_000_000]).Array[1, 200].Sample(flows =>
        {
            var hours = new HourlyBehaviour();
            var channel = Channel(isLocal: false);
            foreach (var (at, bytes) in flows.OrderBy(flow => flow.Item1))
                hours.ObserveFlow(Origin + at, channel, bytes, 0, false);
            return hours.Finished.Append(hours.Current).Sum(hour => hour.BytesOut) == flows.Sum(flow => flow.Item2);
        });

    [Fact]
    public void At_most_fourteen_days_are_kept()
    {
        var hours = new HourlyBehaviour();
        var channel = Channel(isLocal: false);
        for (var hour = 0L; hour < 1000; hour++)
            hours.ObserveFlow(Origin + hour * HourMs, channel, 10, 0, false);
        Assert.InRange(hours.Finished.Count, 300, HourlyBehaviour.HoursKept);
        Assert.Equal(999, hours.Age);
    }

    [Fact]
    public void A_record_of_a_whole_day_counts_at_its_hourly_rate()
    {
        var hours = new HourlyBehaviour();
        hours.ObserveFlow(Origin, Channel(isLocal: false), 24_000, (int)(24 * HourMs), false);
        Assert.Equal(1000, hours.Current.BytesOut);
    }

    [Fact]
    public void Traffic_inside_the_home_is_not_counted()
    {
        var hours = new HourlyBehaviour();
        hours.ObserveFlow(Origin, Channel(isLocal: true), 24_000, 0, false);
        Assert.Equal(0, hours.Current.BytesOut);
        Assert.Equal(1, hours.Current.Channels);
    }

    [Fact]
    public void An_hour_like_the_others_scores_low_and_an_odd_one_high()
    {
        var model = new RuleBehaviourTrainer().Train(
            [.. Enumerable.Range(0, 50).Select(i => new BehaviourHour(i, 0, 10_000 + i * 100, 20, 0, 3, 5))]);
        Assert.True(Score(model, new BehaviourHour(60, 0, 12_000, 21, 0, 3, 5)) < 0.4);
        Assert.True(Score(model, new BehaviourHour(60, 0, 900_000_000, 21, 0, 3, 5)) > 0.5);
    }

    private static double Score(IBehaviourModel model, BehaviourHour hour)
    {
        var vector = new float[BehaviourHour.FeatureCount];
        hour.Write(vector);
        return model.Score(vector);
    }

    private static ChannelState Channel(bool isLocal) =>
        new() { Key = new ChannelKey("x.com", TransportProtocol.Tcp, 443), IsLocal = isLocal };
}
