using System.Buffers.Binary;

namespace IoTWatch.Inputs.Packets;

/// <summary>Reads big-endian fields off a span; the first read past the end makes it, and all after it, fail.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool HasFailed { get; private set; }

    public readonly int Left => _rest.Length;

    public byte U8() => Take(1) is [var value] ? value : (byte)0;

    public ushort U16() => Take(2) is { Length: 2 } two ? BinaryPrimitives.ReadUInt16BigEndian(two) : (ushort)0;

    public uint U32() => Take(4) is { Length: 4 } four ? BinaryPrimitives.ReadUInt32BigEndian(four) : 0;

    public ReadOnlySpan<byte> Take(int count)
    {
        if (HasFailed || count > _rest.Length)
        {
            HasFailed = true;
            return default;
        }
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
