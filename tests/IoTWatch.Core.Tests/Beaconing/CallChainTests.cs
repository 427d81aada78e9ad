using CsCheck;
using IoTWatch.Core.Beaconing;

namespace IoTWatch.Core.Tests.Beaconing;

public class CallChainTests
{
    [Fact]
    public void A_chain_skips_strangers_and_missed_calls_and_leaves_the_strangers()
    {
        double[] times = [0, 4, 10, 20, 23, 40, 50.5];
        var links = new double[times.Length];

        var chain = CallChain.ExtractLongest(times, 10, 0.2, links);

        Assert.Equal((4, 5, 2), (chain.Links, chain.Periods, chain.Left));
        Assert.Equal(10.1, chain.PeriodSeconds, 1e-9);
        Assert.Equal([10, 10, 10, 10.5], links[..4].Select(l => Math.Round(l, 6)));
        Assert.Equal([4, 23], times[..2]);
    }

    [Fact]
    public void Nothing_is_taken_where_no_two_links_follow_each_other()
    {
        double[] times = [0, 10, 37, 90];

        var chain = CallChain.ExtractLongest(times, 10, 0.1, new double[4]);

        Assert.Equal(4, chain.Left);
        Assert.Equal([0, 10, 37, 90], times);
    }

    [Fact]
    public void No_other_way_through_the_contacts_is_worth_more() =>
        Gen.Select(Gen.Double[0.1, 30].Array[4, 30], Gen.Double[2, 40], Gen.OneOfConst(0.06, 0.3, 0.45))
            .Sample((gaps, period, tolerance) =>
            {
                double at = 0;
                var times = gaps.Select(gap => at += gap).ToArray();
                double[] left = [.. times];
                var chain = CallChain.ExtractLongest(left, period, tolerance, new double[times.Length]);
                if (chain.Links < 2
                    || times.Any(from => times.Any(to => to > from && IsBorderline(to - from, period, tolerance))))
                    return;
                var taken = times.Except(left[..chain.Left]).ToArray();
                var worth = taken.Zip(taken.Skip(1), (from, to) => Worth(to - from, period, tolerance)).Sum();
                Assert.Equal(BestWorth(times, period, tolerance), worth, 1e-3);
            });

    /// <summary>The same recursion without vectors, in double precision.</summary>
    private static double BestWorth(double[] times, double period, double tolerance)
    {
        var worth = new double[times.Length];
        for (var i = 0; i < times.Length; i++)
            for (var j = 0; j < i; j++)
                worth[i] = Math.Max(worth[i], worth[j] + Worth(times[i] - times[j], period, tolerance));
        return worth.Max();
    }

    /// <summary>Whether single precision may take it for another number of periods, or for too late.</summary>
    private static bool IsBorderline(double gap, double period, double tolerance)
    {
        var cycles = gap / period;
        var off = Math.Abs(cycles - Math.Floor(cycles + 0.5));
        return Math.Abs(off - 0.5) < 1e-4
            || Math.Abs(off * off / (tolerance * tolerance * Math.Max(1, Math.Floor(cycles + 0.5))) - 1) < 1e-3;
    }

    private static double Worth(double gap, double period, double tolerance)
    {
        var k = Math.Floor(gap / period + 0.5);
        var off = gap / period - k;
        var lateness = off * off / (tolerance * tolerance * k);
        return k is >= 1 and <= 4 && lateness <= 1 ? 1 - 0.3 * (k - 1) - 0.5 * lateness : double.NegativeInfinity;
    }
}
