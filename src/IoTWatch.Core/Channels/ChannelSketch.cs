using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoTWatch.Core.Channels;

/// <summary>Statistics of all contacts of a channel in at most 744 bytes.</summary>
/// <remarks>
/// An unmanaged value: its bytes are its serialised form (little-endian machines only). Times are centiseconds since
/// the first contact, so 497 days fit. The ring has the exact times of the last 64 contacts; the histograms count all
/// of them: intervals in 64 bins, 4 per octave from 2 s (shorter ones in bin 0); lags to the 8 previous contacts in 96
/// bins, 6 per octave from 0.5 s. All bins are halved when one reaches 32,768 and every 7 days, so that older contacts
/// count less. Sizes are bytes that the device sent per contact.
/// </remarks>
public struct ChannelSketch : ISketchStore
{
    public const int RingSize = 64;
    public const int IntervalBins = 64;
    public const int LagBins = 96;
    public const int LagBinsPerOctave = 6;
    public const int SizeBins = 16;

    private Ring _times;
    private BinRow _bins;
    private SketchTotals _totals;

    /// <summary>Number of contacts.</summary>
    public readonly int Count => (int)_totals.Count;

    /// <summary>Number of contacts whose exact time is stored, at most <see cref="RingSize"/>.</summary>
    public readonly int Kept => (int)Math.Min(_totals.Count, RingSize);

    /// <summary>Epoch milliseconds of the first contact.</summary>
    public readonly long OriginMs => _totals.OriginMs;

    /// <summary>Share of contacts whose connection was refused or never answered.</summary>
    public readonly float FailedShare => Share(_totals.Failed, _totals.Count);

    /// <summary>Share of contacts that were bursts inside a connection rather than new connections.</summary>
    public readonly float InFlowShare => Share(_totals.InFlow, _totals.Count);

    /// <summary>Share of contacts with exactly the size of the previous one.</summary>
    public readonly float SameSizeShare => _totals.Sized < 2 ? 0 : (float)_totals.SameSize / (_totals.Sized - 1);

    /// <summary>Standard deviation of the natural logarithm of (1 + bytes).</summary>
    public readonly float LogSizeDeviation =>
        _totals.Sized < 2 ? 0 : MathF.Sqrt(_totals.LogSizeM2 / (_totals.Sized - 1));

    /// <summary>Median of bytes per contact, from the size bins: exact to a factor of √2.</summary>
    public readonly double MedianBytes
    {
        get
        {
            var half = (long)(_totals.Sized + 1) / 2;
            for (var bin = 0; bin < SizeBins; bin++)
                if ((half -= Sizes[bin]) <= 0)
                    return bin == 0 ? 0 : Math.Sqrt(2) * (1 << bin);
            return _totals.LastBytes;
        }
    }

    /// <summary>One bit per quarter of a day of the week (UTC, 28 slots) in which a contact fell.</summary>
    public readonly uint WeekSlots => _totals.WeekSlots;

    public readonly ReadOnlySpan<ushort> Intervals => Row(0, IntervalBins);

    public readonly ReadOnlySpan<ushort> Lags => Row(ISketchStore.FirstLag, LagBins);

    public readonly ReadOnlySpan<ushort> Sizes => Row(ISketchStore.FirstSize, SizeBins);

    /// <summary>Contacts per hour of the day, UTC.</summary>
    public readonly ReadOnlySpan<ushort> Hours => Row(ISketchStore.FirstHour, 24);

    [UnscopedRef]
    ref SketchTotals ISketchStore.Totals => ref _totals;

    [UnscopedRef]
    internal readonly ref readonly SketchTotals Totals => ref _totals;

    /// <summary>Copies the stored contact times, oldest first, in seconds since <see cref="OriginMs"/>.</summary>
    /// <returns>How many were written.</returns>
    public readonly int CopyTimes(Span<double> seconds)
    {
        var kept = Kept;
        for (var i = 0; i < kept; i++)
            seconds[i] = Time(kept - i) / 100.0;
        return kept;
    }

    /// <summary>Adds the start of a contact.</summary>
    /// <param name="atMs">Epoch milliseconds, not before the previous contact's.</param>
    public void Add(long atMs, bool failed, bool inFlow) => SketchUpdate.Add(ref this, atMs, failed, inFlow);

    /// <summary>Adds the size of a contact that has ended.</summary>
    public void AddSize(long bytes) => SketchUpdate.AddSize(ref this, bytes);

    /// <summary>The middle, in seconds, of a bin of <see cref="Lags"/>.</summary>
    public static double LagSeconds(int bin) => 0.5 * Math.Pow(2, (bin + 0.5) / LagBinsPerOctave);

    /// <summary>The bin of <see cref="Intervals"/> that an interval falls into.</summary>
    public static int IntervalBin(double seconds) =>
        SketchUpdate.IntervalBin((uint)Math.Clamp(seconds * 100, 0, uint.MaxValue));

    /// <summary>Creates a sketch from its parts.</summary>
    /// <param name="times">The stored times, newest first.</param>
    /// <param name="bins">All bins in their order.</param>
    internal static ChannelSketch Of(in SketchTotals totals, ReadOnlySpan<uint> times, ReadOnlySpan<ushort> bins)
    {
        var sketch = new ChannelSketch { _totals = totals };
        for (var back = 0u; back < times.Length; back++)
            sketch._times[(int)((totals.Count - 1 - back) % RingSize)] = times[(int)back];
        bins.CopyTo(sketch._bins);
        return sketch;
    }

    /// <summary>The time of one of the last contacts: 1 = the newest.</summary>
    internal readonly uint Time(int back) => _times[(int)((_totals.Count - (uint)back) % RingSize)];

    internal readonly ReadOnlySpan<ushort> Row(int first, int count) =>
        MemoryMarshal.CreateReadOnlySpan(in _bins[first], count);

    readonly void ISketchStore.CopyLags(uint at, Span<uint> lags)
    {
        for (var i = 0; i < lags.Length; i++)
            lags[i] = at - Time(i + 1);
    }

    void ISketchStore.Push(uint at) => _times[(int)(_totals.Count % RingSize)] = at;

    bool ISketchStore.Raise(int bin)
    {
        ref var value = ref _bins[bin];
        if (value < ushort.MaxValue)
            value++;
        return value >= ISketchStore.FullBin;
    }

    void ISketchStore.Halve(uint at) => Halve(at);

    internal void Halve(uint at)
    {
        _totals.HalvedAt = at;
        foreach (ref var bin in (Span<ushort>)_bins)
            bin /= 2;
    }

    private static float Share(uint part, uint all) => all == 0 ? 0 : (float)part / all;

    [InlineArray(RingSize)]
    private struct Ring
    {
        private uint _first;
    }

    [InlineArray(ISketchStore.Bins)]
    private struct BinRow
    {
        private ushort _first;
    }
}
