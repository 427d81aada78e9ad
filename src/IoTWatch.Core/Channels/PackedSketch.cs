using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoTWatch.Core.Channels;

/// <summary>A <see cref="ChannelSketch"/> in one byte array as small as its content allows, without loss.</summary>
/// <remarks>
/// <see cref="PackedHead"/>; then the gaps between the kept contacts in as many bytes as the longest needs, in a ring
/// that grows to 64; then the low byte of each bin that is not 0, in the order of the bins; then a pair (bin, high
/// byte) for each bin above 255. Most channels fill few bins, and few of those beyond a byte. A contact is taken in
/// place; only a bin that leaves 0 or passes a multiple of 256, and a longer gap than before, move anything.
/// </remarks>
internal struct PackedSketch : ISketchStore
{
    public const byte Kind = byte.MaxValue;
    private const int Spare = 16;
    private const int FirstRoom = 8;
    private static readonly int HeadBytes = Unsafe.SizeOf<PackedHead>();
    private int _lowsAt;
    private WordStarts _starts;

    public PackedSketch(byte[] bytes)
    {
        Bytes = bytes;
        Find();
    }

    /// <summary>All data of the sketch. A call that needs more room replaces the array.</summary>
    public byte[] Bytes { get; private set; }

    public readonly ref PackedHead Head => ref HeadOf(Bytes);

    [UnscopedRef]
    readonly ref SketchTotals ISketchStore.Totals => ref Head.Totals;

    private readonly int HighsAt => _starts[WordStarts.Words];

    private readonly int End => HighsAt + 2 * Head.High;

    public static ref PackedHead HeadOf(byte[] bytes) =>
        ref Unsafe.As<byte, PackedHead>(ref MemoryMarshal.GetArrayDataReference(bytes));

    public static PackedSketch Pack(in ChannelSketch sketch, in PackedVerdict verdict)
    {
        uint longest = 0;
        for (var back = 1; back < sketch.Kept; back++)
            longest = Math.Max(longest, sketch.Time(back) - sketch.Time(back + 1));
        var bins = sketch.Row(0, ISketchStore.Bins);
        var tail = 0;
        foreach (var value in bins)
            tail += value == 0 ? 0 : value <= byte.MaxValue ? 1 : 3;
        var packed = Allocate(
            new PackedHead
            {
                Kind = Kind,
                Totals = sketch.Totals,
                Verdict = verdict,
                GapBytes = Width(longest),
                Room = Room(sketch.Count)
            },
            tail);
        for (var back = 1; back < sketch.Kept; back++)
            packed.SetGap(sketch.Totals.Count - (uint)back, sketch.Time(back) - sketch.Time(back + 1));
        packed.Head.LastAt = sketch.Count == 0 ? 0 : sketch.Time(1);
        packed.Write(bins);
        return packed;
    }

    public readonly ChannelSketch Unpack()
    {
        ref var head = ref Head;
        Span<uint> times = stackalloc uint[(int)Math.Min(head.Totals.Count, ChannelSketch.RingSize)];
        var at = head.LastAt;
        for (var back = 0; back < times.Length; back++)
        {
            times[back] = at;
            at -= back + 1 < times.Length ? Gap(head, head.Totals.Count - 1 - (uint)back) : 0;
        }
        Span<ushort> bins = stackalloc ushort[ISketchStore.Bins];
        Read(bins);
        return ChannelSketch.Of(head.Totals, times, bins);
    }

    public readonly void CopyLags(uint at, Span<uint> lags)
    {
        if (lags.IsEmpty)
            return;
        ref var head = ref Head;
        var lag = lags[0] = at - head.LastAt;
        for (var i = 1; i < lags.Length; i++)
            lags[i] = lag += Gap(head, head.Totals.Count - (uint)i);
    }

    public void Push(uint at)
    {
        ref var head = ref Head;
        var count = head.Totals.Count;
        var gap = count == 0 ? 0 : at - head.LastAt;
        if (gap > Mask(head.GapBytes) || (count >= head.Room && head.Room < ChannelSketch.RingSize))
            Reshape(Math.Max(Width(gap), head.GapBytes), Room((int)count + 1));
        SetGap(count, gap);
        Head.LastAt = at;
    }

    public bool Raise(int bin)
    {
        ref var word = ref Head.Present[bin >> 6];
        var bit = 1UL << (bin & 63);
        var at = _starts[bin >> 6] + BitOperations.PopCount(word & (bit - 1));
        if ((word & bit) != 0)
            return ++Bytes[at] == 0 && RaiseHighByte(bin, at);
        word |= bit;
        Open(at, HighsAt + 2 * Head.High, 1);
        Bytes[at] = 1;
        Find();
        return false;
    }

    public void Halve(uint at)
    {
        Head.Totals.HalvedAt = at;
        Span<ushort> bins = stackalloc ushort[ISketchStore.Bins];
        Read(bins);
        foreach (ref var bin in bins)
            bin /= 2;
        Write(bins);
    }

    private static byte Width(uint gap) => gap <= Mask(2) ? (byte)2 : gap <= Mask(3) ? (byte)3 : (byte)4;

    private static uint Mask(int gapBytes) => uint.MaxValue >> (32 - 8 * gapBytes);

    private static byte Room(int count) =>
        (byte)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)count), FirstRoom, ChannelSketch.RingSize);

    private static PackedSketch Allocate(in PackedHead head, int tail)
    {
        // Rounded up to 8 bytes, as the heap does.
        var bytes = new byte[(HeadBytes + head.Room * head.GapBytes + tail + Spare) & ~7];
        HeadOf(bytes) = head;
        return new PackedSketch(bytes);
    }

    /// <summary>Computes the offsets of the parts.</summary>
    private void Find()
    {
        ref var head = ref Head;
        _lowsAt = HeadBytes + head.Room * head.GapBytes;
        _starts[0] = _lowsAt;
        for (var word = 0; word < WordStarts.Words; word++)
            _starts[word + 1] = _starts[word] + BitOperations.PopCount(head.Present[word]);
    }

    private readonly void Read(Span<ushort> bins)
    {
        bins.Clear();
        var low = _lowsAt;
        for (var word = 0; word < WordStarts.Words; word++)
            for (var left = Head.Present[word]; left != 0; left &= left - 1)
                bins[(word << 6) + BitOperations.TrailingZeroCount(left)] = Bytes[low++];
        for (var high = low; high < End; high += 2)
            bins[Bytes[high]] |= (ushort)(Bytes[high + 1] << 8);
    }

    /// <summary>Writes all bins; the array must have room for them.</summary>
    private void Write(ReadOnlySpan<ushort> bins)
    {
        ref var head = ref Head;
        head.Present = default;
        head.High = 0;
        var low = _lowsAt;
        for (var bin = 0; bin < bins.Length; bin++)
            if (bins[bin] != 0)
            {
                head.Present[bin >> 6] |= 1UL << (bin & 63);
                Bytes[low++] = (byte)bins[bin];
            }
        for (var bin = 0; bin < bins.Length; bin++)
            if (bins[bin] > byte.MaxValue)
            {
                Bytes[low + 2 * head.High] = (byte)bin;
                Bytes[low + 2 * head.High + 1] = (byte)(bins[bin] >> 8);
                head.High++;
            }
        Find();
    }

    /// <summary>Raises the high byte of a bin whose low byte has passed 255.</summary>
    private bool RaiseHighByte(int bin, int at)
    {
        var (high, end) = (HighsAt, End);
        while (high < end && Bytes[high] != bin)
            high += 2;
        if (high == end)
        {
            Open(end, end, 2);
            (Bytes[end], Bytes[end + 1]) = ((byte)bin, 1);
            Head.High++;
            return false;
        }
        if (Bytes[high + 1] == byte.MaxValue)
            Bytes[at] = byte.MaxValue; // it stays at 65,535
        else
            Bytes[high + 1]++;
        return Bytes[high + 1] >= ISketchStore.FullBin >> 8;
    }

    /// <summary>Inserts room for bytes in the tail.</summary>
    private void Open(int at, int end, int count)
    {
        if (end + count > Bytes.Length)
        {
            var larger = new byte[(end + count + Spare) & ~7];
            Bytes.AsSpan(0, end).CopyTo(larger);
            Bytes = larger;
        }
        Bytes.AsSpan(at, end - at).CopyTo(Bytes.AsSpan(at + count));
    }

    /// <summary>Changes the width of the gaps or their number.</summary>
    private void Reshape(byte gapBytes, byte room)
    {
        var tail = Bytes.AsSpan(_lowsAt, End - _lowsAt);
        var head = Head;
        (head.GapBytes, head.Room) = (gapBytes, room);
        var larger = Allocate(head, tail.Length);
        tail.CopyTo(larger.Bytes.AsSpan(larger._lowsAt));
        for (var number = head.Totals.Count - Math.Min(
            head.Totals.Count, Head.Room); number < head.Totals.Count; number++)
            larger.SetGap(number, Gap(Head, number));
        this = larger;
    }

    /// <summary>Returns the gap before a contact, by the contact's number.</summary>
    private readonly uint Gap(in PackedHead head, uint number)
    {
        var at = HeadBytes + (int)(number & (head.Room - 1u)) * head.GapBytes;
        // At least one bin, and so at least two bytes, follow the last gap.
        return MemoryMarshal.Read<uint>(Bytes.AsSpan(at)) & Mask(head.GapBytes);
    }

    private readonly void SetGap(uint number, uint gap)
    {
        ref var head = ref Head;
        var at = HeadBytes + (int)(number & (head.Room - 1u)) * head.GapBytes;
        for (var i = 0; i < head.GapBytes; i++)
            Bytes[at + i] = (byte)(gap >> 8 * i);
    }

    /// <summary>Offsets of the low bytes of each 64 bins, and the end of the last.</summary>
    [InlineArray(Words + 1)]
    private struct WordStarts
    {
        public const int Words = (ISketchStore.Bins + 63) / 64;
        private int _first;
    }
}
