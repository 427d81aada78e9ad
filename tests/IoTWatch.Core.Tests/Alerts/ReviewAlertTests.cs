using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Tests.Detection;

namespace IoTWatch.Core.Tests.Alerts;

/// <summary>
/// What is regular while a device is learned: an alert in review, and one matter with the card on the review list.
/// </summary>
public class ReviewAlertTests
{
    private static readonly DeviceId Kettle = new("002233aabb01");
    private readonly Pipeline _pipeline = Some.Pipeline(
        new PipelineOptions { Learn = TimeSpan.FromDays(7), AlertsPerHomeDay = 1 });

    [Fact]
    public void Twelve_calls_on_the_first_day_are_an_alert_in_review_with_its_evidence_and_what_to_do()
    {
        var alert = Assert.Single(Calls(12)).After;
        Assert.Equal(
            (AlertState.Review, AlertKind.Beacon, null, false),
            (alert.State, alert.Kind, alert.Deferred, alert.IsClosed));
        Assert.Contains("every 59.8 s", alert.Explanation, StringComparison.Ordinal);
        Assert.EndsWith(
            "; it was observed while the device was being learned: approve it if it is normal, or reject it.",
            alert.Explanation, StringComparison.Ordinal);
        Assert.NotEmpty(alert.Contributions);
        Assert.NotEmpty(alert.Intervals);
        Assert.NotEmpty(alert.Observed);
        Assert.Equal(alert.Id, Assert.Single(_pipeline.Administration.Reviews()).Alert);
    }

    [Fact]
    public void It_uses_no_budget_up_and_is_never_deferred()
    {
        for (ushort port = 1001; port < 1004; port++)
            Assert.All(
                Calls(12, to: IpAddress.Parse($"203.0.113.{port - 1000}"), port: port),
                change => Assert.Equal((AlertState.Review, null), (change.After.State, change.After.Deferred)));
        Assert.False(_pipeline.Home.Budget.IsFull(_pipeline.Home.NowAt));
        Assert.Equal(3, _pipeline.Administration.Reviews().Count());
    }

    [Fact]
    public void No_silence_ends_it_while_it_waits()
    {
        Calls(12);
        Assert.Empty(Some.Run(_pipeline, [SomeTraffic.Tick(5 * 86_400)]));
        Assert.NotNull(Assert.Single(_pipeline.Administration.Reviews()).Alert);
    }

    [Fact]
    public void Rejected_it_is_an_open_alert_that_the_budget_counts_and_that_ends_by_silence()
    {
        var id = Calls(12)[0].After.Id;
        _pipeline.Administration.Reject(Kettle, _pipeline.Administration.Reviews().Single().Channel);
        var opened = Assert.Single(Settle());
        Assert.Equal((AlertChangeType.Update, AlertState.Open, id), (opened.Type, opened.After.State, opened.After.Id));
        Assert.True(_pipeline.Home.Budget.IsFull(_pipeline.Home.NowAt));
        Assert.Equal(AlertChangeType.End, Assert.Single(Some.Run(_pipeline, [SomeTraffic.Tick(2 * 86_400)])).Type);
    }

    [Fact]
    public void What_learning_takes_in_after_all_ends_it()
    {
        Calls(12);
        _pipeline.Home.Find(Kettle)!.Policy.LearnReviewed(_pipeline.Administration.Reviews().Single().Channel);
        var ended = Assert.Single(Some.Run(_pipeline, [SomeTraffic.Tick(3600)]));
        Assert.Equal(AlertChangeType.End, ended.Type);
        Assert.NotNull(ended.After.EndedAt);
    }

    [Fact]
    public void Of_two_services_of_one_party_it_waits_until_both_are_decided()
    {
        Calls(12);
        Calls(12, port: 8443);
        var cards = _pipeline.Administration.Reviews().ToList();
        Assert.Single(cards.Select(card => card.Alert).Distinct());
        _pipeline.Administration.Approve(Kettle, cards[0].Channel, _pipeline.Home.NowAt);
        Assert.Empty(Settle());
        _pipeline.Administration.Approve(Kettle, cards[1].Channel, _pipeline.Home.NowAt);
        Assert.Equal(AlertState.Approved, Assert.Single(Settle()).After.State);
    }

    [Fact]
    public void A_service_out_of_place_at_the_same_party_makes_it_an_alert_as_any_other()
    {
        Calls(12);
        var opened = Some.Run(_pipeline, [Some.Flow(1200, port: 23)])[0];
        Assert.Equal(
            (AlertChangeType.Update, AlertState.Open, AlertKind.ClassViolation),
            (opened.Type, opened.After.State, opened.After.Kind));
        Assert.True(_pipeline.Home.Budget.IsFull(_pipeline.Home.NowAt));
        Assert.Empty(Calls(12, at: 1800));
        Assert.Single(_pipeline.Administration.Reviews());
    }

    [Theory]
    [InlineData(AlertState.Archived, false)]
    [InlineData(AlertState.Escalated, false)]
    [InlineData(AlertState.Open, false)]
    [InlineData(AlertState.FalsePositive, true)]
    public void A_decision_on_the_alert_is_one_on_its_card(AlertState state, bool isAllowed)
    {
        Calls(12);
        var key = _pipeline.Administration.Reviews().Single().Channel;
        Decide(state);
        Assert.Empty(_pipeline.Administration.Reviews());
        Assert.Equal(isAllowed, _pipeline.Home.Channels().Single().Expected);
        Assert.Equal(!isAllowed, _pipeline.Home.Find(Kettle)!.State.Learned.Refused.Contains(key));
        Assert.All(Calls(60, at: 900), change => Assert.Equal(state, change.After.State));
    }

    [Fact]
    public void A_suppression_approves_its_card_and_taking_it_back_brings_both_back()
    {
        var alert = Calls(12)[0].After;
        var changes = new List<AlertChange>();
        _pipeline.Administration.Suppress(
            new Suppression("rule", SuppressionScope.All, null, alert.Destination.Name), changes);
        _pipeline.Administration.ReconcileReviews(changes);
        Assert.Equal((AlertChangeType.End, AlertState.Approved), (Assert.Single(changes).Type, changes[0].After.State));
        Assert.Empty(_pipeline.Administration.Reviews());
        Assert.True(_pipeline.Home.Channels().Single().Expected);
        Assert.Empty(Calls(60, at: 900));

        changes.Clear();
        _pipeline.Administration.Unsuppress("rule", changes);
        _pipeline.Administration.ReconcileReviews(changes);
        Assert.Equal(
            (AlertChangeType.Update, AlertState.Review), (Assert.Single(changes).Type, changes[0].After.State));
        Assert.Equal(alert.Id, Assert.Single(_pipeline.Administration.Reviews()).Alert);
        Assert.False(_pipeline.Home.Channels().Single().Expected);
    }

    [Fact]
    public void Silenced_for_a_time_neither_alert_nor_card_is_shown_until_then_and_both_are_after_it()
    {
        var alert = Calls(12)[0].After;
        var changes = new List<AlertChange>();
        _pipeline.Administration.Suppress(
            new Suppression(
                "rule", SuppressionScope.Device, alert.Device.Id, alert.Destination.Name,
                ExpiresAt: Some.Start.AddDays(2), State: AlertState.Snoozed),
            changes);
        _pipeline.Administration.ReconcileReviews(changes);
        Assert.Equal(AlertState.Snoozed, Assert.Single(changes).After.State);
        Assert.Empty(_pipeline.Administration.Reviews());
        Assert.Equal(AlertState.Review, Assert.Single(Some.Run(_pipeline, [SomeTraffic.Tick(2 * 86_400)])).After.State);
        Assert.Single(_pipeline.Administration.Reviews());
    }

    [Fact]
    public void An_approval_that_is_over_brings_it_back_for_review_while_learning_goes_on()
    {
        Calls(12);
        _pipeline.Administration.Approve(
            Kettle, _pipeline.Administration.Reviews().Single().Channel, _pipeline.Home.NowAt,
            _pipeline.Home.NowAt.AddHours(1));
        Settle();
        var back = Calls(120, at: 900)[0];
        Assert.Equal((AlertChangeType.Update, AlertState.Review), (back.Type, back.After.State));
        Assert.Single(_pipeline.Administration.Reviews());
    }

    [Fact]
    public void Opened_again_what_was_approved_on_review_is_no_longer_allowed()
    {
        Calls(12);
        _pipeline.Administration.Approve(
            Kettle, _pipeline.Administration.Reviews().Single().Channel, _pipeline.Home.NowAt);
        Settle();
        Decide(AlertState.Open);
        Assert.False(_pipeline.Home.Channels().Single().Expected);
        Assert.Empty(_pipeline.Home.UserRules.All);
        Assert.NotEmpty(Calls(60, at: 900));
        Assert.Empty(_pipeline.Administration.Reviews());
    }

    [Fact]
    public void Saved_and_restored_between_any_two_observations_and_decided_at_any_time_it_is_the_same()
    {
        var flows = Some.Beacon(60, 40, 0.02).ToList();
        foreach (var decideAfter in new[] { 13, 25, 39 })
        {
            var (straight, restarted) = (Some.Pipeline(_pipeline.Options), Some.Pipeline(_pipeline.Options));
            var (one, other) = (new List<AlertChange>(), new List<AlertChange>());
            for (var i = 0; i < flows.Count; i++)
            {
                straight.Observe(flows[i], one);
                var state = restarted.Save();
                restarted = Some.Pipeline(_pipeline.Options);
                restarted.Restore(state);
                Assert.Equal(state, restarted.Save());
                restarted.Observe(flows[i], other);
                if (i == decideAfter)
                    foreach (var (pipeline, changes) in new[] { (straight, one), (restarted, other) })
                    {
                        pipeline.Administration.Reject(Kettle, pipeline.Administration.Reviews().Single().Channel);
                        pipeline.Administration.ReconcileReviews(changes);
                    }
            }
            Assert.Contains(one, change => change.After.State == AlertState.Open);
            Assert.Equal(one.Select(AlertJson.WriteBytes), other.Select(AlertJson.WriteBytes));
        }
    }

    private List<AlertChange> Calls(int count, IpAddress? to = null, ushort port = 443, double? at = null)
    {
        var from = at is { } seconds ? Some.Start.AddSeconds(seconds)
            : _pipeline.Home.NowAt > Some.Start ? _pipeline.Home.NowAt
            : Some.Start;
        return Some.Run(
            _pipeline,
            Some.Beacon(60, count, 0.02, to: to, port: port)
                .Select(flow => flow with { At = from + (flow.At - Some.Start) }));
    }

    private List<AlertChange> Settle()
    {
        var changes = new List<AlertChange>();
        _pipeline.Administration.ReconcileReviews(changes);
        return changes;
    }

    private void Decide(AlertState state)
    {
        var changes = new List<AlertChange>();
        _pipeline.Administration.Revise(alert => alert with { State = state }, changes);
        _pipeline.Administration.ReconcileReviews(changes);
        Assert.Equal(state, Assert.Single(changes).After.State);
    }
}
