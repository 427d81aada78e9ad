using System.Runtime.CompilerServices;
using CsCheck;
using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Tests.Channels;

public class ChannelSketchTests
{
    [Fact]
    public void A_sketch_takes_at_most_744_bytes() => Assert.InRange(Unsafe.SizeOf<ChannelSketch>(), 1, 744);

    [Fact]
    public void The_ring_holds_the_last_64_contacts_exactly() =>
        Gen.Int[1, 100_000].Array[1, 200].Sample(gaps =>
        {
            var at = 0.0;
            var times = gaps.Select(gap => at += gap / 100.0).ToArray();
            var sketch = Some.Sketch(times);
            Span<double> kept = stackalloc double[ChannelSketch.RingSize];
            var count = sketch.CopyTimes(kept);
            Assert.Equal(Math.Min(times.Length, 64), count);
            for (var i = 0; i < count; i++)
                Assert.Equal(times[times.Length - count + i] - times[0], kept[i], 0.011);
        });

    [Fact]
    public void Interval_and_lag_bins_count_what_a_naive_recomputation_counts() =>
        Gen.Int[10, 1_000_000].Array[2, 60].Sample(gaps =>
        {
            var at = 0L;
            var times = gaps.Select(gap => at += gap).ToArray();
            var sketch = default(ChannelSketch);
            foreach (var time in times)
                sketch.Add(1_000_000 + time * 10, false, false);
            Assert.Equal(times.Length - 1, sketch.Intervals.ToArray().Sum(bin => bin));
            Assert.Equal(
                Enumerable.Range(1, times.Length - 1).Sum(i => Math.Min(i, 8)), sketch.Lags.ToArray().Sum(bin => bin));
        });

    [Fact]
    public void Old_bins_fade_after_a_week()
    {
        var sketch = Some.Sketch(Enumerable.Range(0, 101).Select(i => i * 60.0));
        Assert.Equal(100, sketch.Intervals.ToArray().Sum(bin => bin));
        sketch.Add(sketch.OriginMs + 8L * 24 * 3_600_000, false, false);
        Assert.InRange(sketch.Intervals.ToArray().Sum(bin => bin), 50, 51);
    }
}
