using System.Runtime.InteropServices;
using CsCheck;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Channels;

public class ChannelContactsTests
{
    // Every width of a gap, the week after which bins fade, and the same gap often enough to fill a bin beyond a byte.
    private static readonly Gen<long[]> Gaps = Gen.OneOf(
        Gen.Long[400, 500_000].Array[4, 150],
        Gen.Long[400, 200_000_000].Array[4, 150],
        Gen.Long[400, 30L * 86_400_000].Array[4, 40],
        Gen.Select(
            Gen.Long[5_000, 600_000], Gen.Int[300, 1_500], (gap, count) => Enumerable.Repeat(gap, count).ToArray()));

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

    [Fact]
    public void A_channel_takes_at_most_744_bytes_with_all_that_belongs_to_it()
    {
        const int arrayHeader = 24, tableEntry = 24;
        var random = new Random(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var channel = new ChannelState { Key = new ChannelKey("x.com", TransportProtocol.Tcp, 443) };
        var itself = GC.GetAllocatedBytesForCurrentThread() - before;
        var at = 1_772_366_400_000L;
        for (var i = 0; i < 500; i++)
        {
            channel.Contacts.Add(at += (long)(60_000 * Math.Pow(600, random.NextDouble())), false, false);
            channel.Contacts.AddSize(random.Next(100, 100_000));
            Assert.InRange(itself + tableEntry + arrayHeader + channel.Contacts.HeldBytes, 1, 744);
        }
    }

    private static byte[] Bytes(in ChannelSketch sketch) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<ChannelSketch>(in sketch)).ToArray();
}
