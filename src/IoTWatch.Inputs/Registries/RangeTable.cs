using System.Buffers.Binary;
using System.Text;

namespace IoTWatch.Inputs.Registries;

/// <summary>A read-only table from ranges of numbers to their holders that is searched in its binary form.</summary>
/// <remarks>
/// Layout, little-endian: magic <c>IWR1</c>, then four counts (u32): narrow keys, wide keys, holders, bytes of names;
/// then narrow keys u32[], their holders u24[], wide keys u48[], their holders u24[], holder numbers u32[], offsets of
/// holder names u24[], names. A key is the start of a range, which ends before the next key. Holder 0 means no holder.
/// A name is a length byte and UTF-8 text; holders of the same name share it. <see cref="RangeTableWriter"/> writes the
/// table.
/// </remarks>
public sealed class RangeTable
{
    internal const uint Magic = 0x31525749;
    internal const int HeaderBytes = 20;

    private readonly ReadOnlyMemory<byte> _narrowKeys, _narrowHolders, _wideKeys, _wideHolders;
    private readonly ReadOnlyMemory<byte> _numbers, _nameOffsets, _names;

    /// <exception cref="FormatException">The bytes are not a range table.</exception>
    public RangeTable(ReadOnlyMemory<byte> bytes)
    {
        var header = bytes.Span;
        if (header.Length < HeaderBytes || Read32(header, 0) != Magic)
            throw new FormatException("not a range table: it does not start with IWR1");
        long narrow = Read32(header, 1), wide = Read32(header, 2);
        long holders = Read32(header, 3), names = Read32(header, 4);
        if (HeaderBytes + narrow * 7 + wide * 9 + holders * 7 + names != bytes.Length)
            throw new FormatException("not a range table: its length does not match its header");
        var rest = bytes[HeaderBytes..];
        _narrowKeys = Slice(ref rest, narrow * 4);
        _narrowHolders = Slice(ref rest, narrow * 3);
        _wideKeys = Slice(ref rest, wide * 6);
        _wideHolders = Slice(ref rest, wide * 3);
        _numbers = Slice(ref rest, holders * 4);
        _nameOffsets = Slice(ref rest, holders * 3);
        _names = rest;
    }

    /// <summary>Returns the holder of a key below 2³²; 0 if there is none.</summary>
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

    /// <summary>Returns the holder of a key below 2⁴⁸; 0 if there is none.</summary>
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

    private static ReadOnlyMemory<byte> Slice(ref ReadOnlyMemory<byte> rest, long length)
    {
        var slice = rest[..(int)length];
        rest = rest[(int)length..];
        return slice;
    }

    private static uint Read32(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * 4)..]);

    private static int Read24(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[(index * 3)..]) | bytes[index * 3 + 2] << 16;

    private static ulong Read48(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * 6)..])
        | (ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(index * 6 + 4)..]) << 32;
}
