using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Tests.Detection;

public class EveryDetectorTests
{
    private static readonly PipelineOptions Options = new() { Learn = SomeTraffic.Learn };

    [Fact]
    public void Each_sign_becomes_one_alert_of_its_kind()
    {
        var alerts = Some.Run(Some.Pipeline(Options), SomeTraffic.Everything())
            .Where(change => change.Type == AlertChangeType.New).Select(change => change.After).ToList();
        Assert.Equal(
            [AlertKind.Volume, AlertKind.Lateral, AlertKind.Lateral, AlertKind.ClassViolation, AlertKind.WifiOpenJoin,
                AlertKind.Beacon],
            alerts.Select(alert => alert.Kind));
        Assert.Equal(alerts.Count, alerts.DistinctBy(alert => alert.Id).Count());
        Assert.All(alerts, alert => Assert.NotEmpty(alert.WhyNotSuppressed));
        Assert.All(alerts, alert => Assert.EndsWith(".", alert.Explanation, StringComparison.Ordinal));
    }

    [Fact]
    public void Saving_and_loading_between_every_two_observations_changes_nothing_of_any_sign()
    {
        var traffic = SomeTraffic.Everything();
        var expected = Some.Run(Some.Pipeline(Options), traffic);
        var changes = new List<AlertChange>();
        var pipeline = Some.Pipeline(Options);
        foreach (var observation in traffic.Append(SomeTraffic.Tick(61 * 3600 + 60)))
        {
            pipeline.Observe(observation, changes);
            var state = pipeline.Save();
            pipeline = Some.Pipeline(Options);
            pipeline.Restore(state);
            Assert.Equal(state, pipeline.Save());
        }
        Assert.Equal(expected.Select(Text), changes.Select(Text));
    }

    [Fact]
    public void Replaying_twice_gives_the_same_bytes() => Assert.Equal(
        Some.Run(Some.Pipeline(Options), SomeTraffic.Everything()).Select(Text),
        Some.Run(Some.Pipeline(Options), SomeTraffic.Everything()).Select(Text));

    [Fact]
    public void An_ended_incident_that_comes_back_soon_keeps_its_id_and_is_an_update()
    {
        var changes = Some.Run(Some.Pipeline(Options), SomeTraffic.Everything())
            .Where(change => change.After.Kind == AlertKind.ClassViolation).ToList();
        Assert.Equal(
            [AlertChangeType.New, AlertChangeType.End, AlertChangeType.Update], changes.Select(change => change.Type));
        Assert.Single(changes.DistinctBy(change => change.After.Id));
    }

    [Fact]
    public void An_ordinary_day_after_learning_is_silent() =>
        Assert.Empty(Some.Run(Some.Pipeline(Options), SomeTraffic.Ordinary(72)));

    private static string Text(AlertChange change) => $"{change.Type} {AlertJson.Write(change.After)}";
}
