using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class AdministrationTests
{
    private static readonly DeviceId Kettle = new("002233aabb01");

    [Fact]
    public void An_approved_channel_is_expected_and_a_rule_of_the_users_says_so()
    {
        var (pipeline, desk) = Reviewed();
        var item = Assert.Single(desk.Reviews());
        Assert.InRange(item.PeriodSeconds, 58, 62);
        Assert.True(desk.Approve(Kettle, item.Channel, pipeline.Home.NowAt));
        Assert.Empty(desk.Reviews());
        Assert.True(Assert.Single(pipeline.Home.Channels()).Expected);
        Assert.Equal("user", Assert.Single(desk.Rules(Kettle)).Source);
        Assert.Equal((AlertChangeType.End, AlertState.Approved), Settle(pipeline));
        Assert.Empty(Later(pipeline, 5));
    }

    [Fact]
    public void An_approval_that_expires_lets_the_channel_alert_again()
    {
        var (pipeline, desk) = Reviewed();
        Assert.True(desk.Approve(
            Kettle, desk.Reviews().Single().Channel, pipeline.Home.NowAt, pipeline.Home.NowAt.AddHours(2)));
        Settle(pipeline);
        Assert.Empty(Later(pipeline, 1.5));
        Assert.Equal((AlertChangeType.Update, AlertState.Open), Step(Later(pipeline, 3)[0]));
    }

    [Fact]
    public void A_rejected_channel_alerts_from_then_on()
    {
        var (pipeline, desk) = Reviewed();
        Assert.True(desk.Reject(Kettle, desk.Reviews().Single().Channel));
        Assert.Empty(desk.Reviews());
        Assert.Equal((AlertChangeType.Update, AlertState.Open), Settle(pipeline));
        Assert.NotEmpty(Some.Told(Later(pipeline, 2)));
    }

    [Fact]
    public void A_rejected_channel_alerts_while_learning_goes_on_and_is_not_for_review_again()
    {
        var (pipeline, desk) = Reviewed(TimeSpan.FromDays(1));
        desk.Reject(Kettle, desk.Reviews().Single().Channel);
        Assert.NotEmpty(Some.Told(Later(pipeline, 2)));
        Assert.Empty(desk.Reviews());
    }

    [Fact]
    public void Only_what_is_for_review_can_be_decided()
    {
        var (pipeline, desk) = Reviewed();
        var key = desk.Reviews().Single().Channel with { Port = 1 };
        Assert.False(desk.Approve(Kettle, key, pipeline.Home.NowAt));
        Assert.False(desk.Reject(Kettle, key));
        Assert.False(desk.Reject(new DeviceId("nobody"), key));
    }

    [Fact]
    public void Decisions_outlive_a_restart()
    {
        var (pipeline, desk) = Reviewed();
        desk.Approve(Kettle, desk.Reviews().Single().Channel, pipeline.Home.NowAt, pipeline.Home.NowAt.AddHours(2));
        Settle(pipeline);
        var restarted = Some.Pipeline(pipeline.Options);
        restarted.Restore(pipeline.Save());
        Assert.Equal(pipeline.Save(), restarted.Save());
        Assert.Empty(Later(restarted, 1.5));
        Assert.NotEmpty(Later(restarted, 3));
    }

    [Fact]
    public void A_channel_that_was_too_seldom_to_tell_while_learned_is_for_review_when_it_proves_regular()
    {
        var pipeline = Some.Pipeline(new PipelineOptions { Learn = TimeSpan.FromDays(2) });
        var slow = Some.Beacon(12 * 3600, 24, 0.01);
        var usual = Some.Poisson(3600, 40, 3, IpAddress.Parse("192.168.1.7"))
            .Select(flow => flow with { At = flow.At.AddSeconds(-1) });
        Assert.Empty(Some.Told(Some.Run(pipeline, slow.Concat(usual).OrderBy(flow => flow.At))));
        Assert.InRange(Assert.Single(pipeline.Administration.Reviews()).PeriodSeconds, 42_000, 44_000);
    }

    [Fact]
    public void A_regular_call_into_another_prefix_of_a_learned_network_is_for_review()
    {
        var pipeline = new Pipeline(
            new PipelineOptions { Learn = TimeSpan.FromHours(1) }, new RuleBeaconModel(), new SomeRules.OneNetwork(),
            new NoVendors(), PublicSuffixList.Parse("com"), ProfileLibrary.Empty);
        var learned = Some.Poisson(120, 40, to: IpAddress.Parse("198.51.100.7"));
        var moved = Some.Beacon(60, 30, 0.02).Select(flow => flow with { At = flow.At.AddHours(5) });
        var changes = Some.Run(pipeline, learned.Concat(moved));
        Assert.Empty(Some.Told(changes));
        Assert.Contains(
            "; its network was learned, but not this period", changes[0].After.Explanation, StringComparison.Ordinal);
        Assert.DoesNotContain(": .", string.Join(' ', changes[0].After.WhyNotSuppressed), StringComparison.Ordinal);
        Assert.Equal("AS64500 203.0.113.0/24", Assert.Single(pipeline.Administration.Reviews()).Channel.Destination);
    }

    [Fact]
    public void What_was_regular_and_known_when_learning_ended_keeps_its_period_for_comparison()
    {
        var pipeline = Some.Pipeline(new PipelineOptions { Learn = TimeSpan.FromHours(1) });
        Some.Run(pipeline, Some.Beacon(60, 90, 0.02, name: "2.pool.ntp.org"));
        var rule = Assert.Single(pipeline.Home.Find(Kettle)!.State.Learned.Rules);
        Assert.InRange(rule.PeriodSeconds!.Value, 58, 62);
        Assert.Equal(90, rule.Hits);
        Assert.Null(rule.ExpiresAt);
    }

    /// <summary>
    /// Twenty minutes (or as told) of learning and an hour of calls every minute: one channel is for review.
    /// </summary>
    private static (Pipeline Pipeline, Administration Desk) Reviewed(TimeSpan? learn = null)
    {
        var pipeline = Some.Pipeline(new PipelineOptions { Learn = learn ?? TimeSpan.FromMinutes(20) });
        Assert.Empty(Some.Told(Some.Run(pipeline, Some.Beacon(60, 60, 0.02))));
        return (pipeline, pipeline.Administration);
    }

    private static (AlertChangeType Type, AlertState State) Settle(Pipeline pipeline)
    {
        var changes = new List<AlertChange>();
        pipeline.Administration.ReconcileReviews(changes);
        return Step(Assert.Single(changes));
    }

    private static (AlertChangeType Type, AlertState State) Step(AlertChange change) =>
        (change.Type, change.After.State);

    private static List<AlertChange> Later(Pipeline pipeline, double hours)
    {
        var from = pipeline.Home.NowAt.AddMinutes(1);
        return Some.Run(
            pipeline,
            Some.Beacon(60, (int)(hours * 60), 0.02, 9)
                .Select(flow => flow with { At = from + (flow.At - Some.Start) }));
    }
}
