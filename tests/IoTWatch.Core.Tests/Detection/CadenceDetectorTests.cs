using IoTWatch.Core.Channels;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

public class CadenceDetectorTests
{
    private static readonly CadenceDetector Detector = new(new CadenceOptions());

    [Theory]
    [InlineData(300, 299, false)]
    [InlineData(300, 150, false)]
    [InlineData(300, 600, false)]
    [InlineData(300, 100, true)]
    [InlineData(300, 900, true)]
    public void A_period_that_leaves_its_range_by_more_than_twice_is_a_change(
        double learned, double now, bool changed) =>
        Assert.Equal(changed, Detector.Deviates(After(Learned(learned, 0.99), now)));

    [Fact]
    public void An_irregular_channel_that_becomes_regular_has_changed() =>
        Assert.True(Detector.Deviates(After(Learned(null, 0.05), 60)));

    [Fact]
    public void A_channel_that_was_perhaps_regular_before_has_not() =>
        Assert.False(Detector.Deviates(After(Learned(null, 0.4), 60)));

    [Fact]
    public void A_rhythm_that_was_there_among_other_calls_is_not_new() =>
        Assert.False(Detector.Deviates(After(Learned(null, 0.05, every: 60), 60)));

    [Fact]
    public void A_new_rhythm_must_hold() =>
        Assert.False(Detector.Deviates(After(Learned(300, 0.99), 100, heldSeconds: 1800)));

    [Fact]
    public void What_was_never_learned_cannot_change() =>
        Assert.False(Detector.Deviates(After(Called(7000), 60)));

    private static ChannelState Called(double every)
    {
        var channel = new ChannelState { Key = new ChannelKey("x.com", TransportProtocol.Tcp, 443) };
        for (var i = 0; i < 8; i++)
            channel.Contacts.Add(1_772_366_400_000 + (long)(i * every * 1000), false, false);
        return channel;
    }

    private static ChannelState Learned(double? period, double probability, double every = 7000)
    {
        var channel = Called(every);
        channel.Verdict = new BeaconVerdict(
            probability, new BeaconEstimate(period ?? 17, 0, 0, BeaconMethod.Renewal, 0, 8), 1, 0, 0);
        for (var i = 0; i < 4; i++)
            CadenceDetector.Learn(channel, 0.5);
        return channel;
    }

    private static ChannelState After(ChannelState channel, double period, double heldSeconds = 40_000)
    {
        channel.Verdict = new BeaconVerdict(
            0.97, new BeaconEstimate(period, 0, 0, BeaconMethod.Renewal, 0, 8), 1 + (long)(heldSeconds * 1000), 0, 1);
        return channel;
    }
}
