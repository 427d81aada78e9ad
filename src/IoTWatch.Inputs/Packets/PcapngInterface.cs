namespace IoTWatch.Inputs.Packets;

/// <summary>
/// An Interface Description Block of pcapng: the link type, the snap length and the unit of the timestamps.
/// </summary>
/// <remarks>
/// draft-ietf-opsawg-pcapng section 4.2: if_tsresol (option 9) is a power of ten or, with the top bit set, of two;
/// if_tsoffset (14) is in seconds.
/// </remarks>
internal readonly struct PcapngInterface
{
    private readonly long _offsetMs;
    private readonly ulong _ticksPerMs;
    private readonly byte _resolution;

    private PcapngInterface(int linkType, uint snapLength, byte resolution, long offsetSeconds)
    {
        LinkType = linkType;
        SnapLength = snapLength;
        _resolution = resolution;
        _offsetMs = Math.Clamp(offsetSeconds, -CaptureTime.MaxMs / 1000, CaptureTime.MaxMs / 1000) * 1000;
        _ticksPerMs = resolution is >= 3 and <= 22 ? PowerOfTen(resolution - 3) : 0;
    }

    public int LinkType { get; }

    /// <summary>0 means no limit.</summary>
    public uint SnapLength { get; }

    public static bool TryRead(ReadOnlySpan<byte> body, ByteOrder order, out PcapngInterface result)
    {
        result = default;
        if (body.Length < 8)
            return false;
        byte resolution = 6;
        long offset = 0;
        for (var options = body[8..]; options.Length >= 4;)
        {
            var code = order.U16(options);
            var length = order.U16(options[2..]);
            var padded = 4 + (length + 3 & ~3);
            if (code == 0 || padded > options.Length)
                break;
            if (code == 9 && length >= 1)
                resolution = options[4];
            if (code == 14 && length >= 8)
                offset = order.I64(options[4..]);
            options = options[padded..];
        }
        result = new PcapngInterface(order.U16(body), order.U32(body[4..]), resolution, offset);
        return true;
    }

    /// <summary>
    /// Returns milliseconds since 1970, or a value for which <see cref="CaptureTime.IsValid"/> is false.
    /// </summary>
    public long ToMs(ulong ticks)
    {
        if (_ticksPerMs != 0)
            return Limit(ticks / _ticksPerMs);
        if ((_resolution & 0x80) != 0)
            return Limit((UInt128)ticks * 1000 >> (_resolution & 0x7F));
        return _resolution < 3 ? Limit((UInt128)ticks * PowerOfTen(3 - _resolution)) : Limit(0);
    }

    private long Limit(UInt128 ms) => ms > CaptureTime.MaxMs ? -1 : (long)ms + _offsetMs;

    private static ulong PowerOfTen(int exponent)
    {
        ulong power = 1;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
