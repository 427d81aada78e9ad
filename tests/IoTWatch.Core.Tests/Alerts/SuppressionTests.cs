using CsCheck;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Tests.Detection;

namespace IoTWatch.Core.Tests.Alerts;

public class SuppressionTests
{
    [Theory]
    [InlineData(SuppressionScope.Device, "kettle", true)]
    [InlineData(SuppressionScope.Device, "plug", false)]
    [InlineData(SuppressionScope.Model, "iKettle", true)]
    [InlineData(SuppressionScope.Model, "Smarter", false)]
    [InlineData(SuppressionScope.All, null, true)]
    public void A_rule_covers_its_scope(SuppressionScope scope, string? subject, bool covered) =>
        Assert.Equal(covered, new Suppression("s", scope, subject, "example.com").Covers(SomeAlert.Beacon));

    [Fact]
    public void Where_no_model_is_declared_the_vendor_is_the_model() =>
        Assert.True(new Suppression(
            "s", SuppressionScope.Model, "Smarter", "example.com").Covers(
                SomeAlert.Of("kettle", "example.com", model: null)));

    [Theory]
    [InlineData("EXAMPLE.com", null, null, true)]
    [InlineData("other.com", null, null, false)]
    [InlineData("example.com", 443, null, true)]
    [InlineData("example.com", 8883, null, false)]
    [InlineData(null, null, AlertKind.Beacon, true)]
    [InlineData(null, null, AlertKind.Volume, false)]
    public void A_rule_covers_its_destination_service_and_kind(
        string? destination, int? port, AlertKind? kind, bool covered) =>
        Assert.Equal(
            covered,
            new Suppression(
                "s", SuppressionScope.All, null, destination, Port: port, Kind: kind).Covers(SomeAlert.Beacon));

    [Fact]
    public void A_rule_covers_what_is_before_its_expiry_in_event_time_and_nothing_after() =>
        Gen.Int[-100_000, 100_000].Sample(seconds =>
            new Suppression("s", SuppressionScope.All, null, ExpiresAt: Some.Start).Covers(
                SomeAlert.Beacon with { At = Some.Start.AddSeconds(seconds) }) == seconds < 0);

    [Fact]
    public void An_incident_that_grew_beyond_what_was_approved_is_told_again()
    {
        var rule = new Suppression("s", SuppressionScope.Device, "kettle", "example.com", "tcp", 443);
        var grown = SomeAlert.Beacon with
        {
            Parts =
            [
                .. SomeAlert.Beacon.Parts,
                new AlertPart(AlertKind.ClassViolation, "example.com", "203.0.113.9", 22, "tcp", "")
            ]
        };
        Assert.True(rule.Covers(SomeAlert.Beacon));
        Assert.False(rule.Covers(grown));
    }

    [Fact]
    public void Applying_rules_to_a_stored_alert_sets_and_clears_who_silenced_it()
    {
        var rule = new Suppression("s1", SuppressionScope.All, null);
        var silenced = Suppression.Apply(SomeAlert.Beacon, [rule]);
        Assert.Equal("s1", silenced.SuppressedBy);
        Assert.Equal(SomeAlert.Beacon, Suppression.Apply(silenced, []));
        Assert.Equal("s1", AlertJson.Read(AlertJson.Write(silenced)).SuppressedBy);
    }

    [Fact]
    public void What_is_open_is_suppressed_at_once_kept_and_told_again_when_the_rule_is_taken_back()
    {
        var pipeline = Some.Pipeline();
        var alert = Some.Run(pipeline, Some.Beacon(60, 30, 0.02)).First().After;
        var changes = new List<AlertChange>();
        pipeline.Administration.Suppress(
            new Suppression("s", SuppressionScope.Device, alert.Device.Id, alert.Destination.Name), changes);
        Assert.Equal("s", Assert.Single(changes).After.SuppressedBy);
        pipeline.Administration.Unsuppress("s", changes);
        Assert.Null(changes[^1].After.SuppressedBy);
        Assert.Equal(1, pipeline.Home.Incidents.OpenCount);
    }

    [Fact]
    public void What_is_suppressed_leaves_the_budget_to_others()
    {
        var pipeline = Some.Pipeline(new PipelineOptions { AlertsPerDeviceDay = 1 });
        var changes = new List<AlertChange>();
        pipeline.Administration.Suppress(new Suppression("s", SuppressionScope.All, null, "203.0.113.0/24"), changes);
        changes.AddRange(Some.Run(
            pipeline,
            Some.Beacon(60, 30, 0.02).Concat(Some.Beacon(61, 30, 0.02, 2, SomeTraffic.CloudIp))
                .OrderBy(flow => flow.At)));
        var news = changes.Where(change => change.Type == AlertChangeType.New).Select(change => change.After).ToList();
        Assert.Equal(2, news.Count);
        Assert.All(news, alert => Assert.Null(alert.Deferred));
    }

    [Fact]
    public void Rules_live_through_saving_and_loading()
    {
        var pipeline = Some.Pipeline();
        pipeline.Administration.Suppress(
            new Suppression("s", SuppressionScope.All, null, Kind: AlertKind.Beacon, ExpiresAt: Some.Start.AddDays(1)),
            []);
        var restored = Some.Pipeline();
        restored.Restore(pipeline.Save());
        Assert.All(Some.Run(restored, Some.Beacon(60, 30)), change => Assert.Equal("s", change.After.SuppressedBy));
    }
}
