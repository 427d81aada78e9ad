using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Models;
using IoTWatch.Tests;

namespace IoTWatch.Learning.Tests.Evaluation;

/// <summary>
/// Tests a device that is compromised during learning: the beacon of a malware capture is added to a benign capture.
/// </summary>
public class PoisonedBaselineTests
{
    [Theory]
    [InlineData("benign/schlage-lock-01.pcap.gz", "simulated/slips-test-cc-capture-1.pcap")]
    [InlineData("benign/blink-cam-01.pcap.gz", "malicious/asyncrat-9596cf60.pcap")]
    public void A_beacon_from_the_first_day_is_put_on_review_and_not_learned(string benign, string malicious)
    {
        var week = Read(benign);
        var device = week.OfType<FlowObservation>().First(flow => flow.Destination.Port is 443 or 8883);
        var beacon = Beacon(Read(malicious), device, week[0].At.AddHours(1));
        var pipeline = new Pipeline(
            new PipelineOptions { Learn = TimeSpan.FromDays(3) }, ModelLoader.Load(null).Model, Registry.GeoIp([]),
            Registry.Vendors(), Registry.PublicSuffixList(), ProfileLibrary.Empty);
        var changes = new List<AlertChange>();
        foreach (var observation in week.Concat(beacon).OrderBy(observation => observation.At))
            pipeline.Observe(observation, changes);

        var target = beacon[0].Destination;
        var channel = Assert.Single(
            pipeline.Home.Channels(),
            channel => channel.Address == target.Address.ToString() && channel.Port == target.Port);
        Assert.True(channel.InReview);
        Assert.False(channel.Expected);
        var monitor = Assert.Single(pipeline.Home.Analyses, monitor => monitor.Device.Mac == device.Mac);
        Assert.DoesNotContain(monitor.State.Learned.Rules, rule => rule.Destination == channel.Destination);
        Assert.NotEmpty(monitor.State.Learned.Rules);
        Assert.All(changes, change => Assert.Equal(AlertState.Review, change.After.State));
        Assert.Single(
            changes,
            change => change.Type == AlertChangeType.New && change.After.Destination.Name == channel.Destination);
    }

    /// <summary>Returns the busiest TCP channel of a capture, rewritten as traffic of the device.</summary>
    private static List<FlowObservation> Beacon(IEnumerable<Observation> capture, FlowObservation device, DateTime from)
    {
        var flows = capture.OfType<FlowObservation>().Where(flow => flow.Protocol == TransportProtocol.Tcp)
            .GroupBy(flow => flow.Destination)
            .MaxBy(channel => channel.Sum(flow => Math.Max(flow.Bursts.Count, 1)))!.ToList();
        var shift = from - flows[0].At;
        return [.. flows.Select(flow => flow with
        {
            At = flow.At + shift,
            Mac = device.Mac,
            Source = new Endpoint(device.Source.Address, flow.Source.Port),
        })];
    }

    private static List<Observation> Read(string path) =>
        [.. new CaptureSet([SharedData.Path(path)]).Read(new ReadReport())];
}
