using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

/// <summary>
/// Devices that follow their user: new destinations are everyday there, so a rhythm must last before it counts.
/// </summary>
public class RoamingTests
{
    private const double Hour = 3600;
    private static readonly PipelineOptions Options = new() { Learn = TimeSpan.FromHours(24) };

    [Theory]
    [InlineData(40, 40, false)]
    [InlineData(40, 8 * 60, true)]
    [InlineData(5, 40, true)]
    public void A_new_name_that_is_called_for_minutes_is_told_only_of_a_device_that_knows_few(
        int learned, int calls, bool isTold) =>
        Assert.Equal(isTold, Run(Names(learned), Beacon(30, calls, "c2.stranger.com")).Count > 0);

    [Fact]
    public void A_page_polled_again_on_many_evenings_does_not_last()
    {
        var evenings = Enumerable.Range(0, 8).SelectMany(day => Beacon(30 + 24 * day, 60, "live.news.com"));

        Assert.Empty(Run(Names(40), evenings));
    }

    [Fact]
    public void An_address_without_a_name_is_told_at_once_however_many_names_are_known() =>
        Assert.Single(Run(Names(40), Beacon(30, 40, null)));

    [Theory]
    [InlineData(20, false)]
    [InlineData(3, true)]
    public void A_new_peer_over_udp_is_told_only_of_a_device_that_seldom_meets_any(int learned, bool isTold)
    {
        var peers = Enumerable.Range(0, learned)
            .Select(i => Some.Flow(
                i * 900, IpAddress.Parse($"100.{64 + i}.1.1"), 40_000) with
            { Protocol = TransportProtocol.Udp });
        var lobby = Some.Beacon(10, 60, .02, port: 41_000)
            .Select(flow => flow with { At = flow.At.AddHours(30), Protocol = TransportProtocol.Udp });

        Assert.Equal(isTold, Run(peers.Concat(Names(1)), lobby).Count > 0);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(2, true)]
    public void A_console_that_was_not_played_while_it_was_learned_is_known_by_the_days_on_which_it_meets_peers(
        int days, bool isTold)
    {
        var matches = Enumerable.Range(0, 4 * days)
            .Select(i => Some.Flow(
                (30 + i / 4 * 24) * Hour + i % 4 * 900, IpAddress.Parse($"100.{64 + i}.1.1"), 40_000) with
            {
                Protocol = TransportProtocol.Udp
            });
        var lobby = Some.Beacon(10, 60, .02, port: 41_000)
            .Select(flow => flow with { At = flow.At.AddHours(34 + 24 * days), Protocol = TransportProtocol.Udp });

        Assert.Equal(isTold, Run(Names(1), matches.Concat(lobby)).Count > 0);
    }

    [Fact]
    public void What_passes_while_learning_is_not_for_review_until_it_lasts()
    {
        var pipeline = Some.Pipeline(Options);
        var desk = pipeline.Administration;
        Some.Run(pipeline, Names(40).Concat(Beacon(12, 60, "live.news.com")).OrderBy(flow => flow.At));
        Assert.Empty(Some.Run(pipeline, Beacon(30, 60, "live.news.com")));
        Assert.Empty(desk.Reviews());

        Assert.Empty(Some.Told(Some.Run(pipeline, Beacon(40, 40 * 60, "live.news.com"))));
        Assert.Equal("news.com", Assert.Single(desk.Reviews()).Channel.Destination);
    }

    [Fact]
    public void What_lasts_while_learning_is_for_review()
    {
        var pipeline = Some.Pipeline(Options);
        Some.Run(
            pipeline,
            Names(40).Concat(Beacon(12, 8 * 60, "c2.stranger.com")).Append(Some.Flow(40 * Hour, name: "a.site1.com"))
                .OrderBy(flow => flow.At));

        Assert.Equal("stranger.com", Assert.Single(pipeline.Administration.Reviews()).Channel.Destination);
    }

    [Fact]
    public void What_went_to_review_before_the_device_was_known_to_roam_leaves_it_when_learning_ends_unless_it_lasts()
    {
        var early = Beacon(0, 60, "live.news.com").Concat(Beacon(0.01, 30 * 60, "c2.stranger.com"));
        var pipeline = Some.Pipeline(Options);
        Some.Run(
            pipeline,
            early.Concat(Names(40).Select(flow => flow with { At = flow.At.AddHours(2) }))
                .Append(Some.Flow(40 * Hour, name: "a.site1.com")).OrderBy(flow => flow.At));

        Assert.Equal("stranger.com", Assert.Single(pipeline.Administration.Reviews()).Channel.Destination);
    }

    [Fact]
    public void Three_times_the_busiest_hour_to_a_new_party_is_nothing_where_new_parties_are_everyday()
    {
        Assert.NotEmpty(Run(Browsing(5), Upload()));
        Assert.Empty(Run(Browsing(40), Upload()));

        // An upload of 2 MB every hour to one of the parties, and one of 16 MB to a new one.
        static IEnumerable<FlowObservation> Browsing(int names) =>
            Names(names).Concat(Enumerable.Range(0, 29)
                .Select(hour =>
                    Some.Flow(hour * Hour + 77 * (hour % 7), name: "a.site1.com") with { BytesOut = 2_000_000 }));
        static IEnumerable<FlowObservation> Upload() =>
            Enumerable.Range(0, 8)
                .Select(i => Some.Flow(30.1 * Hour + i * i * 13, name: "up.files.com") with { BytesOut = 2_000_000 });
    }

    /// <summary>A first day on which so many sites are called, at no fixed times.</summary>
    private static IEnumerable<FlowObservation> Names(int count)
    {
        var random = new Random(5);
        return Enumerable.Range(0, 200)
            .Select(i => Some.Flow(
                random.NextDouble() * 20 * Hour, IpAddress.Parse($"198.51.100.{i % count}"),
                name: $"a.site{i % count}.com"))
            .OrderBy(flow => flow.At);
    }

    private static IEnumerable<FlowObservation> Beacon(double hour, int calls, string? name) =>
        Some.Beacon(60, calls, .02, name: name).Select(flow => flow with { At = flow.At.AddHours(hour) });

    private static List<Alert> Run(IEnumerable<FlowObservation> learned, IEnumerable<FlowObservation> later) =>
        [.. Some.Told(Some.Run(Some.Pipeline(Options), learned.Concat(later).OrderBy(flow => flow.At)))
            .Where(change => change.Type == AlertChangeType.New).Select(change => change.After)];
}
