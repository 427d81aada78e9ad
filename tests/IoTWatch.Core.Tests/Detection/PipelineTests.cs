using IoTWatch.Core.Alerts;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

public class PipelineTests
{
    [Fact]
    public void A_regular_call_to_a_nameless_foreign_address_becomes_one_alert_that_says_why()
    {
        var changes = Some.Run(
            Some.Pipeline(),
            Some.Beacon(60, 30, 0.02).Cast<Observation>().Prepend(Look("news.example.com", "198.51.100.20")));
        var first = Assert.Single(changes, change => change.Type == AlertChangeType.New).After;
        Assert.Equal(AlertKind.Beacon, first.Kind);
        Assert.Equal(Tier.F3, first.Destination.Tier);
        Assert.Equal(["U1", "U5"], first.Unexpected.Codes);
        Assert.InRange(first.Beacon!.PeriodS, 58, 62);
        Assert.Contains("203.0.113.44:443", first.Explanation, StringComparison.Ordinal);
        Assert.NotEmpty(first.Contributions);
        Assert.NotEmpty(first.WhyNotSuppressed);
    }

    [Fact]
    public void Where_no_names_are_visible_a_missing_name_is_not_held_against_the_device() =>
        Assert.Equal(["U1"], Some.Run(Some.Pipeline(), Some.Beacon(60, 30)).First().After.Unexpected.Codes);

    [Fact]
    public void The_alert_comes_within_ten_contacts() =>
        Assert.InRange(Some.Run(Some.Pipeline(), Some.Beacon(60, 30)).First().After.Beacon!.Contacts, 8, 10);

    [Fact]
    public void Memoryless_calls_do_not_alert() =>
        Assert.DoesNotContain(
            Enumerable.Range(0, 20), seed => Some.Run(Some.Pipeline(), Some.Poisson(60, 40, seed)).Count > 0);

    [Fact]
    public void A_regular_call_on_the_home_network_does_not_alert() =>
        Assert.Empty(Some.Run(Some.Pipeline(), Some.Beacon(60, 30, to: IpAddress.Parse("192.168.1.7"))));

    [Fact]
    public void A_regular_call_to_a_shared_service_does_not_alert() =>
        Assert.Empty(Some.Run(Some.Pipeline(), Some.Beacon(60, 30, name: "2.pool.ntp.org")));

    [Fact]
    public void What_calls_regularly_while_learned_is_for_review_and_never_becomes_normal()
    {
        var pipeline = Some.Pipeline(new PipelineOptions { Learn = TimeSpan.FromMinutes(20) });
        Assert.Empty(Some.Told(Some.Run(pipeline, Some.Beacon(60, 60, 0.02))));
        var channel = Assert.Single(pipeline.Home.Channels());
        Assert.True(channel.InReview);
        Assert.False(channel.Expected);
    }

    [Fact]
    public void What_was_used_while_learned_is_expected_and_what_comes_later_alerts()
    {
        var pipeline = Some.Pipeline(new PipelineOptions { Learn = TimeSpan.FromHours(1) });
        var learned = Some.Poisson(600, 6, to: IpAddress.Parse("198.51.100.7")).Cast<Observation>();
        var later = Some.Beacon(60, 30).Select(flow => flow with { At = flow.At.AddHours(5) });
        var alert = Assert.Single(
            Some.Run(pipeline, learned.Concat(later)), change => change.Type == AlertChangeType.New).After;
        Assert.Equal("203.0.113.44", alert.Destination.Address);
        Assert.Equal("learned", alert.Profile);
    }

    [Fact]
    public void Bursts_inside_one_long_connection_are_contacts()
    {
        var slices = Enumerable.Range(0, 10).Select(minute => Some.Flow(minute * 60) with
        {
            State = FlowState.Interim,
            Continues = minute > 0,
            FlowId = "one",
            Bursts = [.. Enumerable.Range(0, 6).Select(i => new Burst(i * 10_000, 48))],
        });
        var alert = Some.Run(Some.Pipeline(), slices).First().After;
        Assert.Equal(10, alert.Beacon!.PeriodS, 0.2);
        Assert.True(alert.Beacon.InFlow);
    }

    [Fact]
    public void Replaying_twice_gives_the_same_bytes() =>
        Assert.Equal(Json(Some.Run(Some.Pipeline(), Traffic())), Json(Some.Run(Some.Pipeline(), Traffic())));

    [Fact]
    public void Saving_and_loading_between_every_two_observations_changes_nothing()
    {
        var options = new PipelineOptions { Learn = TimeSpan.FromMinutes(10) };
        var expected = Some.Run(Some.Pipeline(options), Traffic());
        var changes = new List<AlertChange>();
        var pipeline = Some.Pipeline(options);
        foreach (var observation in Traffic().Append(
            new TickObservation { At = Traffic().Max(o => o.At).AddMinutes(1) }))
        {
            pipeline.Observe(observation, changes);
            var state = pipeline.Save();
            pipeline = Some.Pipeline(options);
            pipeline.Restore(state);
            Assert.Equal(state, pipeline.Save());
        }
        Assert.NotEmpty(expected);
        Assert.Equal(Json(expected), Json(changes));
    }

    [Fact]
    public void The_order_of_devices_does_not_matter()
    {
        var one = Some.Beacon(60, 30, 0.02).ToList();
        var other = Some.Beacon(45, 30, 0.02, 2)
            .Select(flow => flow with
            {
                Mac = new MacAddress(0x0022_33AA_BB02),
                Source = new Endpoint(IpAddress.Parse("192.168.1.51"), 40_000)
            }).ToList();
        var merged = Ids(Some.Run(Some.Pipeline(), one.Concat(other).OrderBy(flow => flow.At)));
        Assert.Equal(merged, Ids([.. Some.Run(Some.Pipeline(), one), .. Some.Run(Some.Pipeline(), other)]));
    }

    [Fact]
    public void A_state_of_an_unknown_version_is_refused_with_the_mend()
    {
        var refusal = Assert.Throws<FormatException>(() => Some.Pipeline().Restore("{\"Version\":99}"u8));
        Assert.Contains("version 99", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Some.Pipeline().Restore("not json"u8));
    }

    private static IEnumerable<Observation> Traffic()
    {
        var beacon = Some.Beacon(60, 40, 0.05).Select(flow => flow with { At = flow.At.AddMinutes(15) });
        var browsing = Some.Poisson(90, 40, 7, IpAddress.Parse("198.51.100.20"));
        var dns = Look("news.example.com", "198.51.100.20");
        var lease = new LeaseObservation
        {
            At = Some.Start,
            Mac = Some.Kettle,
            Address = Some.KettleIp,
            HostName = "kettle"
        };
        return beacon.Cast<Observation>().Concat(browsing).Append(dns).Append(lease)
            .OrderBy(observation => observation.At);
    }

    private static DnsObservation Look(string name, string address) => new()
    {
        At = Some.Start,
        Mac = Some.Kettle,
        Client = Some.KettleIp,
        Query = name,
        Answers = [IpAddress.Parse(address)],
        TtlSeconds = 60,
    };

    private static string Json(IEnumerable<AlertChange> changes) =>
        string.Join('\n', changes.Select(change => $"{change.Type} {AlertJson.Write(change.After)}"));

    private static IEnumerable<string> Ids(IEnumerable<AlertChange> changes) =>
        changes.Where(change => change.Type == AlertChangeType.New).Select(change => change.After.Id)
            .Order(StringComparer.Ordinal);
}
