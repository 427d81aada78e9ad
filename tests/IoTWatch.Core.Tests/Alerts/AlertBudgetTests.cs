using CsCheck;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Tests.Detection;

namespace IoTWatch.Core.Tests.Alerts;

public class AlertBudgetTests
{
    [Fact]
    public void Within_any_day_no_device_and_no_home_gets_more_than_its_share() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 90_000], Gen.Bool).Array[1, 200].Sample(asked =>
        {
            var budget = new AlertBudget(5, 8);
            var told = new List<(int Device, DateTime At)>();
            var at = Some.Start;
            foreach (var (device, gap, critical) in asked)
            {
                at = at.AddSeconds(gap / 20);
                if (budget.Defer($"{device}", critical ? Severity.Critical : Severity.High, at) is null && !critical)
                    told.Add((device, at));
            }
            Assert.All(told, one =>
            {
                var day = told.Where(other => other.At >= one.At && other.At < one.At.AddHours(24)).ToList();
                Assert.True(day.Count <= 8 && day.Count(other => other.Device == one.Device) <= 5);
            });
        });

    [Fact]
    public void Critical_alerts_always_pass_and_use_nothing_up()
    {
        var budget = new AlertBudget(1, 1);
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Null(budget.Defer("kettle", Severity.Critical, Some.Start)));
        Assert.Null(budget.Defer("kettle", Severity.High, Some.Start));
        Assert.Contains("this device", budget.Defer("kettle", Severity.High, Some.Start), StringComparison.Ordinal);
        Assert.Contains("this home", budget.Defer("plug", Severity.High, Some.Start), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_beyond_the_budget_is_shown_as_waiting_and_told_when_there_is_room()
    {
        var pipeline = Some.Pipeline(new PipelineOptions { AlertsPerDeviceDay = 2 });
        var beacons = Enumerable.Range(0, 5)
            .SelectMany(i => Some.Beacon(60, 30, 0.02, i + 1, IpAddress.Parse($"{40 + i}.1.2.3")))
            .OrderBy(flow => flow.At).ToList();
        var changes = Some.Run(pipeline, beacons);
        var news = changes.Where(change => change.Type == AlertChangeType.New).Select(change => change.After).ToList();
        Assert.Equal(5, news.Count);
        Assert.Equal(3, news.Count(alert => alert.Deferred is not null));
        Assert.Equal(
            news.Where(alert => alert.Deferred is not null).Select(alert => alert.Id).Order(),
            pipeline.Home.Deferred.Select(alert => alert.Id).Order());

        changes.Clear();
        // The channels must live on, or the incidents end while they wait.
        foreach (var flow in beacons)
            pipeline.Observe(flow with { At = flow.At.AddHours(23.9) }, changes);
        pipeline.Observe(SomeTraffic.Tick(25 * 3600), changes);
        Assert.Equal(2, changes.Count(change => change.Before?.Deferred is not null && change.After.Deferred is null));
        Assert.Single(pipeline.Home.Deferred);
    }
}
