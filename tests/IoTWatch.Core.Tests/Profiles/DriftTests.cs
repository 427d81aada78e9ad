using IoTWatch.Core.Alerts;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class DriftTests
{
    private const double Day = 86_400;
    private static readonly DeviceId Kettle = new("002233aabb01");
    private static readonly string[] Update = ["cdn.maker.com", "metrics.partner.com", "files.other.com"];

    [Fact]
    public void Several_new_destinations_after_a_stable_time_one_of_them_known_are_one_proposal_and_no_alert()
    {
        var (pipeline, changes) = Live(Learned().Concat(Calls(10 * Day, Update)));
        Assert.Empty(changes);
        var proposal = Assert.Single(pipeline.Administration.Proposals());
        Assert.Equal(
            ["maker.com", "partner.com", "other.com"],
            proposal.Destinations.Select(destination => destination.Key.Destination));
        Assert.StartsWith("Firmware update? After 10 days", proposal.Explanation, StringComparison.Ordinal);
        Assert.EndsWith("maker.com is a party it knows.", proposal.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Approved_it_is_expected_for_good()
    {
        var (pipeline, _) = Live(Learned().Concat(Calls(10 * Day, Update)));
        var desk = pipeline.Administration;
        Assert.True(desk.ApproveDrift(Kettle, pipeline.Home.NowAt));
        Assert.Empty(desk.Proposals());
        Assert.All(pipeline.Home.Channels(), channel => Assert.True(channel.Expected));
        Assert.False(desk.ApproveDrift(Kettle, pipeline.Home.NowAt));
    }

    [Fact]
    public void Rejected_each_destination_alerts_as_it_would_have()
    {
        var (pipeline, _) = Live(Learned().Concat(Calls(10 * Day, Update)));
        Assert.True(pipeline.Administration.RejectDrift(Kettle));
        Assert.NotEmpty(Some.Run(pipeline, Calls((10 * Day) + 3700, Update).OrderBy(flow => flow.At)));
    }

    [Fact]
    public void A_nameless_destination_is_never_absorbed()
    {
        var nameless = Some.Beacon(60, 60, 0.02).Select(flow => flow with { At = flow.At.AddSeconds((10 * Day) + 30) });
        var (pipeline, changes) = Live(Learned().Concat(Calls(10 * Day, Update)).Concat(nameless));
        Assert.Equal(
            Some.Foreign.ToString(),
            Assert.Single(changes, change => change.Type == AlertChangeType.New).After.Destination.Address);
        Assert.DoesNotContain(
            Assert.Single(pipeline.Administration.Proposals()).Destinations,
            destination => destination.HostName is null);
    }

    [Theory]
    [InlineData("strangers only", 10, 0, new[] { "a.first.com", "b.partner.com", "c.other.com" })]
    [InlineData("too few", 10, 0, new[] { "cdn.maker.com", "metrics.partner.com" })]
    [InlineData("not stable", 2, 0, new[] { "cdn.maker.com", "metrics.partner.com", "files.other.com" })]
    [InlineData("not together", 10, 3000, new[] { "cdn.maker.com", "metrics.partner.com", "files.other.com" })]
    public void Otherwise_nothing_is_proposed_and_the_destinations_alert(
        string why, double afterDays, double apartSeconds, string[] hosts)
    {
        var (pipeline, changes) = Live(Learned().Concat(Calls(afterDays * Day, hosts, apartSeconds)));
        Assert.True(!pipeline.Administration.Proposals().Any(), why);
        Assert.NotEmpty(changes);
    }

    [Fact]
    public void One_new_destination_after_an_update_that_was_seen_is_a_proposal()
    {
        var (pipeline, changes) = Live(
            Learned().Concat(Download(9.1 * Day, 3_000_000)).Concat(Calls((9.1 * Day) + 60, ["in.metrics.com"])));
        Assert.Empty(changes);
        var proposal = Assert.Single(pipeline.Administration.Proposals());
        Assert.Equal(
            "Firmware update? It downloaded far more than before from a known destination, and then it called 1 new "
                + "destination within 1 min: metrics.com.",
            proposal.Explanation);
    }

    [Theory]
    [InlineData("little was loaded", 300_000, 1, "api.maker.com")]
    [InlineData("as much was loaded before", 3_000_000, 2, "api.maker.com")]
    [InlineData("it came from a stranger", 3_000_000, 1, "dl.stranger.com")]
    public void Without_an_update_one_new_destination_alerts(string why, long bytes, int downloads, string host)
    {
        var loads = Enumerable.Range(0, downloads).SelectMany(i => Download((9.1 - i) * Day, bytes, host));
        var (pipeline, changes) = Live(Learned().Concat(loads).Concat(Calls((9.1 * Day) + 60, ["in.metrics.com"])));
        Assert.True(!pipeline.Administration.Proposals().Any(), why);
        Assert.NotEmpty(changes);
    }

    [Fact]
    public void A_nameless_destination_alerts_whatever_was_loaded_before()
    {
        var nameless = Some.Beacon(60, 60, 0.02)
            .Select(flow => flow with { At = flow.At.AddSeconds((9.1 * Day) + 60) });
        var (_, changes) = Live(Learned().Concat(Download(9.1 * Day, 3_000_000)).Concat(nameless));
        Assert.Equal(
            Some.Foreign.ToString(),
            Assert.Single(changes, change => change.Type == AlertChangeType.New).After.Destination.Address);
    }

    private static IEnumerable<FlowObservation> Download(double at, long bytes, string host = "api.maker.com") =>
        [Some.Flow(at, To(1), name: host) with { BytesIn = bytes }];

    /// <summary>An hour of learning in which only the maker is called, and a sign of life every day after.</summary>
    private static IEnumerable<FlowObservation> Learned() =>
        Some.Poisson(180, 20, 5, To(1)).Select(flow => flow with { ServerName = "api.maker.com" })
            .Concat(Enumerable.Range(1, 9).Select(day => Some.Flow(day * Day, To(1), name: "api.maker.com")));

    /// <summary>
    /// An hour of calls every minute to each host, the first ones given seconds apart; the maker's on a port that is
    /// new.
    /// </summary>
    private static IEnumerable<FlowObservation> Calls(double from, string[] hosts, double apart = 0) =>
        hosts.SelectMany((host, i) => Some.Beacon(
            60, 60, 0.02, i, To(10 + i), (ushort)(host.EndsWith("maker.com", StringComparison.Ordinal) ? 8883 : 443),
            host)
            .Select(flow => flow with { At = flow.At.AddSeconds(from + (i * (apart + 5))) }));

    private static IpAddress To(int last) => IpAddress.Parse($"198.51.100.{last}");

    private static (Pipeline Pipeline, List<AlertChange> Changes) Live(IEnumerable<FlowObservation> flows)
    {
        var pipeline = Some.Pipeline(new PipelineOptions { Learn = TimeSpan.FromHours(1) });
        return (pipeline, Some.Run(pipeline, flows.OrderBy(flow => flow.At)));
    }
}
