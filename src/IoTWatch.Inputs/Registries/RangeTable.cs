using System.Buffers.Binary;
using System.Text;

namespace IoTWatch.Inputs.Registries;

/// <summary>A read-only map from ranges of numbers to their holders, searched where it lies: nothing is parsed at start.</summary>
/// <remarks>
/// Layout, little-endian: magic <c>IWR1</c>, then four counts (u32): narrow keys, wide keys, holders, bytes of names; then
/// narrow keys u32[], their holders u24[], wide keys u48[], their holders u24[], holder numbers u32[], offsets of holder names u24[], names.
/// A key is where a range starts; it ends before the next one. Holder 0 is nobody: a gap. A name is a length byte and UTF-8, shared by
/// all holders of that name. Written by <see cref="RangeTableWriter"/>.
/// </remarks>
public sealed class RangeTable
{
    internal const uint Magic = 0x31525749;
    internal const int HeaderBytes = 20;

    private readonly ReadOnlyMemory<byte> _narrowKeys, _narrowHolders, _wideKeys, _wideHolders, _numbers, _nameOffsets, _names;

    /// <exception cref="FormatException">The bytes are not such a table.</exception>
    public RangeTable(ReadOnlyMemory<byte> bytes)
    {
        var header = bytes.Span;
        if (header.Length < HeaderBytes || Read32(header, 0) != Magic)
            throw new FormatException("not a range table: it does not start with IWR1");
        long narrow = Read32(header, 1), wide = Read32(header, 2), holders = Read32(header, 3), names = Read32(header, 4);
        if (HeaderBytes + narrow * 7 + wide * 9 + holders * 7 + names != bytes.Length)
            throw new FormatException("not a range table: its length is not what its header says");
        var rest = bytes[HeaderBytes..];
        _narrowKeys = Take(ref rest, narrow * 4);
        _narrowHolders = Take(ref rest, narrow * 3);
        _wideKeys = Take(ref rest, wide * 6);
        _wideHolders = Take(ref rest, wide * 3);
        _numbers = Take(ref rest, holders * 4);
        _nameOffsets = Take(ref rest, holders * 3);
        _names = rest;
    }

    /// <summary>The holder of a key below 2³²; 0 = nobody.</summary>
    public int FindNarrow(uint key)
    {
        var keys = _narrowKeys.Span;
        int low = 0, high = keys.Length / 4;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Read32(keys, middle) <= key)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? 0 : Read24(_narrowHolders.Span, low - 1);
    }

    /// <summary>The holder of a key below 2⁴⁸; 0 = nobody.</summary>
    public int FindWide(ulong key)
    {
        var keys = _wideKeys.Span;
        int low = 0, high = keys.Length / 6;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Read48(keys, middle) <= key)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? 0 : Read24(_wideHolders.Span, low - 1);
    }

    public uint Number(int holder) => Read32(_numbers.Span, holder);

    public string Name(int holder)
    {
        var name = _names.Span[Read24(_nameOffsets.Span, holder)..];
        return Encoding.UTF8.GetString(name.Slice(1, name[0]));
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, long length)
    {
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }

    private static uint Read32(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * 4)..]);

    private static int Read24(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[(index * 3)..]) | bytes[index * 3 + 2] << 16;

    private static ulong Read48(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * 6)..]) | (ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(index * 6 + 4)..]) << 32;
}
