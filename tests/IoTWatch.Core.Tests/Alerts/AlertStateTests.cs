using IoTWatch.Core.Alerts;
using IoTWatch.Core.Tests.Detection;

namespace IoTWatch.Core.Tests.Alerts;

/// <summary>What becomes of a person's decision when the incident goes on.</summary>
public class AlertStateTests
{
    [Theory]
    [InlineData(AlertState.Archived)]
    [InlineData(AlertState.FalsePositive)]
    public void What_was_set_aside_stays_so_while_it_goes_on_as_it_was_and_is_open_again_when_it_grows(AlertState state)
    {
        var pipeline = Some.Pipeline();
        Some.Run(pipeline, Some.Beacon(60, 30, 0.02));
        var decided = Decide(pipeline, state);
        Assert.Equal(AlertChangeType.End, decided.Type);

        var same = Some.Run(
            pipeline, Some.Beacon(60, 90, 0.02).Select(flow => flow with { At = flow.At.AddMinutes(30) }));
        Assert.NotEmpty(same);
        Assert.All(same, change => Assert.Equal((state, AlertChangeType.Update), (change.After.State, change.Type)));

        var grown = Some.Run(
            pipeline, Some.Beacon(60, 40, 0.02, port: 8883).Select(flow => flow with { At = flow.At.AddMinutes(125) }));
        Assert.Equal(AlertState.Open, grown[^1].After.State);
    }

    [Fact]
    public void An_alert_that_was_archived_is_open_again_when_it_comes_back_after_its_end()
    {
        var pipeline = Some.Pipeline();
        Some.Run(pipeline, Some.Beacon(60, 30, 0.02));
        Decide(pipeline, AlertState.Archived);
        var ended = Some.Run(pipeline, [SomeTraffic.Tick(25.2 * 3600)]);
        Assert.NotNull(Assert.Single(ended).After.EndedAt);
        var again = Some.Run(
            pipeline, Some.Beacon(60, 30, 0.02).Select(flow => flow with { At = flow.At.AddHours(26) }));
        Assert.Equal(
            (AlertState.Open, null, ended[0].After.Id),
            (again[0].After.State, again[0].After.EndedAt, again[0].After.Id));
    }

    private static AlertChange Decide(Pipeline pipeline, AlertState state)
    {
        var changes = new List<AlertChange>();
        pipeline.Administration.Revise(alert => alert with { State = state }, changes);
        return Assert.Single(changes);
    }
}
