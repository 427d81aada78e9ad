using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Models;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Tests.Simulation;

public class KettleTests
{
    [Fact]
    public void The_shipped_model_finds_the_kettle_and_its_period_within_twenty_calls()
    {
        var changes = new List<AlertChange>();
        var pipeline = new Pipeline(
            new PipelineOptions(), ModelLoader.Load(null).Model, new NoGeoIp(), Registry.Vendors(),
            Registry.PublicSuffixList(), ProfileLibrary.Empty);
        var options = new ScenarioOptions();
        foreach (var observation in Some.Observations("kettle", options))
            pipeline.Observe(observation, changes);

        var first = changes.First(c => c.After.Destination.Address == options.BeaconAddress).After;
        Assert.Equal("ikettle", first.Device.Name);
        Assert.Equal(AlertKind.Beacon, first.Kind);
        Assert.InRange(first.Beacon!.PeriodS, 59, 61);
        Assert.InRange(first.Beacon.Contacts, 8, 20);
    }
}
