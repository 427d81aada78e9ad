using CsCheck;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

public class LateralDetectorTests
{
    [Fact]
    public void A_search_of_the_home_is_one_incident_that_names_the_service()
    {
        var alert = Assert.Single(News(SomeTraffic.Scan(0, 40)));
        Assert.Equal(AlertKind.Lateral, alert.Kind);
        Assert.Equal(Tier.F0, alert.Destination.Tier);
        Assert.Equal("192.168.1.0/24", alert.Destination.Address);
        Assert.Equal(445, alert.Destination.Port);
        Assert.Equal(["U7"], alert.Unexpected.Codes);
    }

    [Fact]
    public void A_search_of_the_internet_is_one_incident_however_long_it_goes_on() => Gen.Int[60, 190].Sample(peers =>
        Assert.Single(News(SomeTraffic.Scan(0, peers, home: false, every: 9))).Kind == AlertKind.Lateral, iter: 20);

    [Fact]
    public void Many_ports_of_one_neighbour_are_a_search_too()
    {
        var ports = Enumerable.Range(1, 20)
            .Select(port => (Observation)(Some.Flow(
                port, IpAddress.Parse("192.168.1.7"), (ushort)port) with
            { State = FlowState.Reset, PacketsIn = 1 }));
        Assert.Contains("20 services of 192.168.1.7", Assert.Single(News(ports)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbours_that_answer_are_no_search() =>
        Assert.Empty(News(SomeTraffic.Scan(0, 40, answered: true)));

    [Fact]
    public void Answers_of_a_dhcp_server_after_a_power_cut_are_no_search()
    {
        var answers = Enumerable.Range(0, 30)
            .Select(i => (Observation)(Some.Flow(i * .1, IpAddress.Parse($"192.168.1.{60 + i}"), 68) with
            {
                Protocol = TransportProtocol.Udp,
                PacketsIn = 0,
                BytesIn = 0
            }));
        Assert.Empty(News(answers));
    }

    [Fact]
    public void Multicast_and_broadcast_are_no_peers() =>
        Assert.Empty(News(Enumerable.Range(1, 30)
            .Select(i => (Observation)(Some.Flow(i, IpAddress.Parse($"239.255.{i}.250")) with { PacketsIn = 0 }))));

    [Fact]
    public void Known_neighbours_may_be_looked_for_again()
    {
        var slowly = SomeTraffic.Scan(0, 12, every: 400);
        Assert.Empty(News(slowly.Concat(SomeTraffic.Scan(20_000, 12))));
    }

    [Fact]
    public void One_look_is_not_enough() => Assert.Empty(News(SomeTraffic.Scan(0, 12), tick: 30));

    private static List<Alert> News(IEnumerable<Observation> observations, double? tick = null)
    {
        var changes = new List<AlertChange>();
        var pipeline = Some.Pipeline();
        foreach (var observation in observations)
            pipeline.Observe(observation, changes);
        pipeline.Observe(new TickObservation { At = pipeline.Home.NowAt.AddSeconds(tick ?? 70) }, changes);
        return [.. changes.Where(change => change.Type == AlertChangeType.New).Select(change => change.After)];
    }
}
