using System.Buffers.Binary;

namespace IoTWatch.Inputs.Packets;

/// <summary>
/// Reads big-endian fields from a span; after a read past the end, that read and all later ones return 0 or nothing.
/// </summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool HasFailed { get; private set; }

    public readonly int Remaining => _rest.Length;

    public byte U8() => ReadBytes(1) is [var value] ? value : (byte)0;

    public ushort U16() => ReadBytes(2) is { Length: 2 } two ? BinaryPrimitives.ReadUInt16BigEndian(two) : (ushort)0;

    public uint U32() => ReadBytes(4) is { Length: 4 } four ? BinaryPrimitives.ReadUInt32BigEndian(four) : 0;

    public ReadOnlySpan<byte> ReadBytes(int count)
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
