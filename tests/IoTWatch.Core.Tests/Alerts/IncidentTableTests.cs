using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Tests.Detection;

namespace IoTWatch.Core.Tests.Alerts;

public class IncidentTableTests
{
    [Fact]
    public void A_beacon_that_also_speaks_out_of_place_is_one_incident_led_by_the_stronger_kind()
    {
        var chat = Some.Beacon(60, 30, 0.02, port: 6667).Cast<Observation>();
        var changes = Some.Run(Some.Pipeline(), chat);
        Assert.Single(changes, change => change.Type == AlertChangeType.New);
        var alert = changes[^1].After;
        Assert.Equal(AlertKind.ClassViolation, alert.Kind);
        Assert.Equal([AlertKind.ClassViolation, AlertKind.Beacon], alert.Parts.Select(part => part.Kind));
        Assert.NotNull(alert.Beacon);
    }

    [Fact]
    public void Two_services_of_one_party_are_one_incident_with_two_parts()
    {
        var both = Some.Beacon(60, 30, 0.02, name: "a.example.com")
            .Concat(Some.Beacon(45, 40, 0.02, 2, port: 8443, name: "b.example.com")).OrderBy(flow => flow.At);
        var changes = Some.Run(Some.Pipeline(), both);
        Assert.Single(changes.DistinctBy(change => change.After.Id));
        Assert.Equal([443, 8443], changes[^1].After.Parts.Select(part => part.Port).Order());
    }

    [Fact]
    public void A_later_kind_at_the_same_party_is_added_to_what_is_unexpected()
    {
        var later = SomeTraffic.Upload(30.2 * 3600)
            .Concat(Some.Beacon(60, 30, 0.02, to: SomeTraffic.Stranger)
                .Select(flow => flow with { At = flow.At.AddHours(31) }));
        var changes = Some.Run(
            Some.Pipeline(new PipelineOptions { Learn = SomeTraffic.Learn }), SomeTraffic.Ordinary(30).Concat(later));
        Assert.Single(changes.DistinctBy(change => change.After.Id));
        Assert.Equal(AlertKind.Beacon, changes[^1].After.Kind);
        Assert.Equal(["U1", "U3", "U5"], changes[^1].After.Unexpected.Codes);
    }

    [Fact]
    public void After_the_cool_down_the_same_thing_is_a_new_incident()
    {
        var beacon = Some.Beacon(60, 30, 0.02).ToList();
        var again = beacon.Select(flow => flow with { At = flow.At.AddDays(4) });
        var ticks = Enumerable.Range(1, 90).Select(hour => SomeTraffic.Tick(hour * 3600.0));
        var changes = Some.Run(Some.Pipeline(), beacon.Concat(ticks.Concat(again)));
        Assert.Equal(2, changes.Count(change => change.Type == AlertChangeType.New));
        Assert.Single(changes, change => change.Type == AlertChangeType.End);
    }

    [Fact]
    public void An_alert_keeps_all_its_words_through_json()
    {
        var alert = Some.Run(Some.Pipeline(), Some.Beacon(60, 30, 0.02, port: 6667)).Last().After;
        Assert.Equal(AlertJson.Write(alert), AlertJson.Write(AlertJson.Read(AlertJson.Write(alert))));
    }
}
