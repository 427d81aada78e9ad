using System.Runtime.InteropServices;
using CsCheck;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Tests.Channels;

public class ChannelContactsTests
{
    // Every width of a gap, the week after which bins fade, and the same gap often enough to fill a bin beyond a byte.
    private static readonly Gen<long[]> Gaps = Gen.OneOf(
        Gen.Long[400, 500_000].Array[4, 150],
        Gen.Long[400, 200_000_000].Array[4, 150],
        Gen.Long[400, 30L * 86_400_000].Array[4, 40],
        Gen.Select(Gen.Long[5_000, 600_000], Gen.Int[300, 1_500], (gap, count) => Enumerable.Repeat(gap, count).ToArray()));

    [Fact]
    public void What_is_kept_packed_is_bit_for_bit_what_a_sketch_would_hold() =>
        Gen.Select(Gaps, Gen.Long[0, 70_000].Array[1, 7], Gen.Bool).Sample((gaps, sizes, failed) =>
        {
            var spread = default(ChannelSketch);
            var kept = default(ChannelContacts);
            var at = 1_772_366_400_123L;
            for (var i = 0; i < gaps.Length; i++)
            {
                at += gaps[i];
                spread.Add(at, failed, i % 3 == 0);
                kept.Add(at, failed, i % 3 == 0);
                spread.AddSize(sizes[i % sizes.Length]);
                kept.AddSize(sizes[i % sizes.Length]);
                if (kept.IsActive && (i % 8 == 0 || i == gaps.Length - 1))
                    Assert.Equal(Bytes(spread), Bytes(kept.Sketch));
            }
        }, iter: 300);

    [Fact]
    public void A_bin_that_is_full_halves_all_of_them_in_either_form()
    {
        var spread = default(ChannelSketch);
        var kept = default(ChannelContacts);
        for (var i = 0; i < 70_000; i++)
        {
            spread.Add(1_772_366_400_000 + i * 500L, false, false);
            kept.Add(1_772_366_400_000 + i * 500L, false, false);
            spread.AddSize(1);
            kept.AddSize(1);
        }
        Assert.InRange(spread.Intervals[0], 1, 32_767);
        Assert.Equal(Bytes(spread), Bytes(kept.Sketch));
    }

    [Fact]
    public void The_verdict_outlives_whatever_moves_the_rest()
    {
        var contacts = default(ChannelContacts);
        for (var i = 0; i < 4; i++)
            contacts.Add(1_772_366_400_000 + i * 1_000L, false, false);
        var verdict = new BeaconVerdict(0.25, new BeaconEstimate(60.5, 0.01, 3, BeaconMethod.Phase, 59, 8), 7, 8, 5);
        contacts.Verdict = verdict;
        for (var i = 0; i < 300; i++)
            contacts.Add(1_772_366_500_000 + i * 70_000_000L, false, false);
        Assert.Equal(verdict, contacts.Verdict);
    }

    private static byte[] Bytes(in ChannelSketch sketch) => MemoryMarshal.AsBytes(new ReadOnlySpan<ChannelSketch>(in sketch)).ToArray();
}
