using CsCheck;
using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Tests.Channels;

public class LogBinsTests
{
    [Fact]
    public void A_gap_falls_into_the_bins_of_its_logarithm() =>
        Gen.OneOf(Gen.UInt, Gen.UInt[0, 2_000], Border).Sample(
            centiseconds =>
            {
                var sketch = default(ChannelSketch);
                sketch.Add(0, false, false);
                sketch.Add(centiseconds * 10L, false, false);
                Assert.Equal(
                    Expected(centiseconds, 200, 4, ChannelSketch.IntervalBins), sketch.Intervals.IndexOf((ushort)1));
                Assert.Equal(Expected(centiseconds, 50, 6, ChannelSketch.LagBins), sketch.Lags.IndexOf((ushort)1));
            },
            iter: 20_000);

    // The whole numbers around the borders of bins.
    private static Gen<uint> Border => Gen.Select(Gen.Int[0, 120], Gen.Int[0, 1], Gen.Int[-1, 2], (bin, which, off) =>
        (uint)Math.Clamp(
            (which == 0 ? 200 : 50) * Math.Pow(2, bin / (which == 0 ? 4.0 : 6.0)) + off, 0, uint.MaxValue));

    private static int Expected(uint value, double lowest, int perOctave, int bins) =>
        value <= lowest ? 0 : Math.Min((int)(Math.Log2(value / lowest) * perOctave), bins - 1);
}
