using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

public class VolumeDetectorTests
{
    private static readonly PipelineOptions Options = new() { Learn = SomeTraffic.Learn };

    [Fact]
    public void A_large_upload_to_a_stranger_is_told_with_what_was_usual()
    {
        var alert = Assert.Single(Alerts(SomeTraffic.Upload(30.2 * 3600)));
        Assert.Equal(AlertKind.Volume, alert.Kind);
        Assert.Equal(["U1", "U3", "U5"], alert.Unexpected.Codes);
        Assert.Contains("times as much as in the busiest hour", alert.Explanation, StringComparison.Ordinal);
        var bytes = Assert.Single(alert.Contributions, contribution => contribution.Name == "bytes_sent");
        Assert.True(bytes.Value > bytes.Typical);
    }

    [Fact]
    public void The_same_upload_inside_the_home_is_nobodys_business() =>
        Assert.Empty(Alerts(SomeTraffic.Upload(30.2 * 3600, to: IpAddress.Parse("192.168.1.9"))));

    [Fact]
    public void A_few_times_the_busiest_hour_to_a_learned_party_is_no_alert() =>
        Assert.Empty(Alerts(
            SomeTraffic.Upload(30.2 * 3600, bytes: 700_000, to: SomeTraffic.CloudIp).Cast<FlowObservation>()
                .Select(flow => flow with { ServerName = SomeTraffic.Cloud }), ordinaryBytes: 300_000));

    [Fact]
    public void Without_a_day_of_history_nothing_is_far_above_it() =>
        Assert.Empty(Some.Run(Some.Pipeline(), SomeTraffic.Ordinary(20).Concat(SomeTraffic.Upload(20.2 * 3600))));

    [Fact]
    public void An_upload_at_the_end_of_its_hour_is_looked_at_again_when_the_hour_is_over() =>
        Assert.Single(
            Alerts([.. SomeTraffic.Upload(31 * 3600 - 20, parts: 1), SomeTraffic.Tick(31 * 3600 + 5)], tick: false));

    [Fact]
    public void One_look_is_not_enough() =>
        Assert.Empty(
            Alerts([.. SomeTraffic.Upload(30.2 * 3600, parts: 1), SomeTraffic.Tick(30.2 * 3600 + 30)], tick: false));

    private static List<Alert> Alerts(IEnumerable<Observation> later, long ordinaryBytes = 20_000, bool tick = true)
    {
        var changes = new List<AlertChange>();
        var pipeline = Some.Pipeline(Options);
        foreach (var observation in SomeTraffic.Ordinary(30, ordinaryBytes).Concat(later)
            .Concat(tick ? [SomeTraffic.Tick(31 * 3600)] : []))
            pipeline.Observe(observation, changes);
        return [.. changes.Where(change => change.Type == AlertChangeType.New).Select(change => change.After)];
    }
}
