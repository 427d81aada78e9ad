using CsCheck;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Beaconing;

public sealed class RitaScoreTests
{
    private const long Day = 86_400;
    private static readonly IpAddress Caller = IpAddress.Parse("192.168.1.50");
    private static readonly IpAddress Server = IpAddress.Parse("203.0.113.9");

    [Theory]
    [InlineData(60, 1.000)]
    [InlineData(2 * 3600, 0.979)]
    [InlineData(3 * 3600, 0.719)]
    [InlineData(4 * 3600, 0.709)]
    [InlineData(6 * 3600, 0.500)]
    public void An_exact_timer_over_a_day_scores_as_RITA_scores_it(int periodSeconds, double score)
    {
        var seconds = Every(periodSeconds, until: Day);

        Assert.Equal(score, RitaScore.Compute(seconds, Same(seconds), 0, Day)!.Value.Score, 1e-9);
    }

    [Theory]
    [InlineData(new long[] { 98, 99, 100, 101, 102 }, 0.995)]
    [InlineData(new long[] { 98, 300, 98, 300, 98, 300, 98, 300 }, 0.746)]
    [InlineData(new long[] { 1, 299, 25, 4975, 90, 2, 42, 500, 1500 }, 0.083)]
    public void The_timestamp_part_follows_the_gaps(long[] gaps, double ts)
    {
        var seconds = new long[gaps.Length + 1];
        for (var i = 0; i < gaps.Length; i++)
            seconds[i + 1] = seconds[i] + gaps[i];

        Assert.Equal(ts, RitaScore.Compute(seconds, Same(seconds), 0, Day)!.Value.Ts, 1e-9);
    }

    [Fact]
    public void An_every_4_hours_timer_shows_which_part_fails_it()
    {
        var seconds = Every(4 * 3600, until: Day);

        Assert.Equal(new RitaScore(0.709, 1, 1, 0.834, 0), RitaScore.Compute(seconds, Same(seconds), 0, Day));
    }

    [Theory]
    [InlineData(new long[] { 10, 20, 30 })]
    [InlineData(new long[] { 10, 10, 20, 20, 30, 30 })]
    public void Fewer_than_three_gaps_have_no_score(long[] seconds) =>
        Assert.Null(RitaScore.Compute(seconds, Same(seconds), 0, Day));

    [Fact]
    public void Every_part_stays_between_0_and_1_whatever_the_traffic() =>
        Gen.Long[0, Day].Array[4, 200].Select(Gen.Long[0, 1L << 40].Array[4, 200]).Sample((seconds, bytes) =>
        {
            Array.Sort(seconds);
            if (RitaScore.Compute(seconds, bytes, 0, Day) is not { } rita)
                return;
            Assert.All([rita.Score, rita.Ts, rita.Ds, rita.Dur, rita.Hist], part => Assert.InRange(part, 0, 1));
        });

    [Fact]
    public void The_window_scores_its_last_day_as_if_nothing_older_had_been_seen() =>
        Gen.Int[1, 4000].Array[10, 400].Sample(gaps =>
        {
            var at = DateTime.UnixEpoch.AddDays(20_000);
            var flows = gaps.Select((gap, i) => Flow(at = at.AddSeconds(gap), bytes: 100 + i % 7)).ToList();
            var start = DateTime.UnixEpoch.AddHours(
                Math.Floor((at - DateTime.UnixEpoch - TimeSpan.FromDays(1)).TotalHours));
            var kept = flows.Where(flow => flow.At >= start).ToList();
            var seconds = kept.Select(flow => new DateTimeOffset(flow.At).ToUnixTimeSeconds()).ToArray();
            var windowStart = Math.Max(
                new DateTimeOffset(start).ToUnixTimeSeconds(), new DateTimeOffset(flows[0].At).ToUnixTimeSeconds());

            var expected = RitaScore.Compute(
                seconds, kept.Select(flow => flow.BytesOut).ToArray(), windowStart, seconds[^1]);

            Assert.Equal(expected, Window(flows).Score(Caller, Server));
        });

    [Fact]
    public void The_slices_of_a_long_flow_count_as_one_connection()
    {
        var at = DateTime.UnixEpoch.AddDays(20_000);
        var whole = Enumerable.Range(0, 30).Select(i => Flow(at.AddMinutes(10 * i), bytes: 300)).ToList();
        var sliced = whole.SelectMany((flow, i) => new[]
        {
            flow with { FlowId = $"f{i}", State = FlowState.Interim, BytesOut = 100 },
            flow with
            {
                FlowId = $"f{i}",
                State = FlowState.Interim,
                Continues = true,
                BytesOut = 150,
                At = flow.At.AddMinutes(1)
            },
            flow with
            {
                FlowId = $"f{i}",
                State = FlowState.Ended,
                Continues = true,
                BytesOut = 50,
                At = flow.At.AddMinutes(2)
            },
        });

        Assert.NotNull(Window(whole).Score(Caller, Server));
        // The slices move the end of the data by two minutes, so only the parts that do not look at the window are
        // alike.
        Assert.Equal(Window(whole).Score(Caller, Server)!.Value.Ts, Window(sliced).Score(Caller, Server)!.Value.Ts);
        Assert.Equal(Window(whole).Score(Caller, Server)!.Value.Ds, Window(sliced).Score(Caller, Server)!.Value.Ds);
    }

    private static RitaWindow Window(IEnumerable<FlowObservation> flows)
    {
        var window = new RitaWindow();
        foreach (var flow in flows)
            window.Add(flow);
        return window;
    }

    private static FlowObservation Flow(DateTime at, long bytes) => new()
    {
        At = at,
        Source = new Endpoint(Caller, 49152),
        Destination = new Endpoint(Server, 443),
        Protocol = TransportProtocol.Tcp,
        BytesOut = bytes,
    };

    private static long[] Every(int periodSeconds, long until)
    {
        var seconds = new List<long>();
        for (long second = 0; second < until; second += periodSeconds)
            seconds.Add(second);
        return [.. seconds];
    }

    private static long[] Same(long[] seconds) => Array.ConvertAll(seconds, _ => 100L);
}
