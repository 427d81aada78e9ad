using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoTWatch.Core.Channels;

/// <summary>A <see cref="ChannelSketch"/> as it is kept: the same content, bit for bit, in one array as small as the content allows.</summary>
/// <remarks>
/// <see cref="PackedHead"/>; then the gaps between the kept contacts in as many bytes as the longest needs, in a ring that grows to 64;
/// then the low byte of each bin that is not 0, in the order of the bins; then a pair (bin, high byte) for each bin above 255. Most
/// channels fill few bins, and few of those beyond a byte. A contact is taken in place; only a bin that leaves 0 or passes
/// a multiple of 256, and a longer gap than before, move anything.
/// </remarks>
internal struct PackedSketch(byte[] bytes) : ISketchStore
{
    public const byte Kind = byte.MaxValue;
    private const int Spare = 8;
    private const int FirstRoom = 8;
    private static readonly int HeadBytes = Unsafe.SizeOf<PackedHead>();

    /// <summary>All there is of it. Another array after a call that needed more room.</summary>
    public byte[] Bytes { get; private set; } = bytes;

    public readonly ref PackedHead Head => ref MemoryMarshal.AsRef<PackedHead>(Bytes.AsSpan());

    [UnscopedRef]
    readonly ref SketchTotals ISketchStore.Totals => ref Head.Totals;

    private readonly int LowsAt => HeadBytes + Head.Room * Head.GapBytes;

    private readonly int HighsAt => LowsAt + Head.Bins;

    private readonly int End => HighsAt + 2 * Head.High;

    public static PackedSketch Pack(in ChannelSketch sketch, in PackedVerdict verdict)
    {
        uint longest = 0;
        for (var back = 1; back < sketch.Kept; back++)
            longest = Math.Max(longest, sketch.Time(back) - sketch.Time(back + 1));
        var head = new PackedHead { Kind = Kind, Totals = sketch.Totals, Verdict = verdict, GapBytes = Width(longest), Room = Room(sketch.Count) };
        head.LastAt = sketch.Count == 0 ? 0 : sketch.Time(1);
        var row = sketch.Row(0, ISketchStore.Bins);
        for (var bin = 0; bin < row.Length; bin++)
        {
            head.Present[bin >> 6] |= row[bin] == 0 ? 0 : 1UL << (bin & 63);
            head.High += row[bin] > byte.MaxValue ? (byte)1 : (byte)0;
        }
        var packed = Allocate(head, head.Bins + 2 * head.High);
        for (var back = 1; back < sketch.Kept; back++)
            packed.SetGap(head.Totals.Count - (uint)back, sketch.Time(back) - sketch.Time(back + 1));
        var (low, high) = (packed.LowsAt, packed.HighsAt);
        for (var bin = 0; bin < row.Length; bin++)
        {
            if (row[bin] == 0)
                continue;
            packed.Bytes[low++] = (byte)row[bin];
            if (row[bin] <= byte.MaxValue)
                continue;
            packed.Bytes[high++] = (byte)bin;
            packed.Bytes[high++] = (byte)(row[bin] >> 8);
        }
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
            at -= back + 1 < times.Length ? Gap(head.Totals.Count - 1 - (uint)back) : 0;
        }
        Span<ushort> bins = stackalloc ushort[ISketchStore.Bins];
        bins.Clear();
        var low = LowsAt;
        for (var word = 0; word << 6 < bins.Length; word++)
            for (var left = head.Present[word]; left != 0; left &= left - 1)
                bins[(word << 6) + BitOperations.TrailingZeroCount(left)] = Bytes[low++];
        for (var high = low; high < low + 2 * head.High; high += 2)
            bins[Bytes[high]] |= (ushort)(Bytes[high + 1] << 8);
        return ChannelSketch.Of(head.Totals, times, bins);
    }

    public readonly void CopyLags(uint at, Span<uint> lags)
    {
        if (lags.IsEmpty)
            return;
        var lag = lags[0] = at - Head.LastAt;
        for (var i = 1; i < lags.Length; i++)
            lags[i] = lag += Gap(Head.Totals.Count - (uint)i);
    }

    public void Push(uint at)
    {
        var count = Head.Totals.Count;
        var gap = count == 0 ? 0 : at - Head.LastAt;
        if (Width(gap) > Head.GapBytes || (count >= Head.Room && Head.Room < ChannelSketch.RingSize))
            Reshape(Math.Max(Width(gap), Head.GapBytes), Room((int)count + 1));
        SetGap(count, gap);
        Head.LastAt = at;
    }

    public bool Raise(int bin)
    {
        ref var head = ref Head;
        var at = LowsAt + head.BinsBefore(bin);
        var bit = 1UL << (bin & 63);
        if ((head.Present[bin >> 6] & bit) != 0)
            return ++Bytes[at] == 0 && Carry(bin, at);
        Open(at, 1);
        Bytes[at] = 1;
        Head.Present[bin >> 6] |= bit;
        return false;
    }

    public void Halve(uint at)
    {
        var sketch = Unpack();
        sketch.Halve(at);
        Bytes = Pack(sketch, Head.Verdict).Bytes;
    }

    private static byte Width(uint gap) => gap <= ushort.MaxValue ? (byte)2 : gap < 1 << 24 ? (byte)3 : (byte)4;

    private static byte Room(int count) => (byte)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)count), FirstRoom, ChannelSketch.RingSize);

    private static PackedSketch Allocate(in PackedHead head, int tail)
    {
        // Whole words: the heap rounds up anyway.
        var packed = new PackedSketch(new byte[(HeadBytes + head.Room * head.GapBytes + tail + Spare) & ~7]);
        packed.Head = head;
        return packed;
    }

    /// <summary>The low byte of a bin has passed 255.</summary>
    private bool Carry(int bin, int at)
    {
        var (high, end) = (HighsAt, End);
        while (high < end && Bytes[high] != bin)
            high += 2;
        if (high == end)
        {
            Open(end, 2);
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

    /// <summary>Makes room for bytes in the tail.</summary>
    private void Open(int at, int count)
    {
        var end = End;
        if (end + count > Bytes.Length)
        {
            var larger = new byte[(end + count + Spare) & ~7];
            Bytes.AsSpan(0, end).CopyTo(larger);
            Bytes = larger;
        }
        Bytes.AsSpan(at, end - at).CopyTo(Bytes.AsSpan(at + count));
    }

    /// <summary>Gives the gaps another width, or more room.</summary>
    private void Reshape(byte gapBytes, byte room)
    {
        var tail = Bytes.AsSpan(LowsAt, End - LowsAt);
        var head = Head;
        (head.GapBytes, head.Room) = (gapBytes, room);
        var larger = Allocate(head, tail.Length);
        tail.CopyTo(larger.Bytes.AsSpan(larger.LowsAt));
        for (var number = head.Totals.Count - Math.Min(head.Totals.Count, Head.Room); number < head.Totals.Count; number++)
            larger.SetGap(number, Gap(number));
        Bytes = larger.Bytes;
    }

    /// <summary>The gap before a contact, by its number.</summary>
    private readonly uint Gap(uint number)
    {
        var at = HeadBytes + (int)(number % Head.Room) * Head.GapBytes;
        return Head.GapBytes switch
        {
            2 => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(at)),
            3 => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(at)) | (uint)Bytes[at + 2] << 16,
            _ => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(at)),
        };
    }

    private readonly void SetGap(uint number, uint gap)
    {
        var at = HeadBytes + (int)(number % Head.Room) * Head.GapBytes;
        for (var i = 0; i < Head.GapBytes; i++)
            Bytes[at + i] = (byte)(gap >> 8 * i);
    }
}
