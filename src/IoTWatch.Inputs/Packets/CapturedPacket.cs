namespace IoTWatch.Inputs.Packets;

/// <summary>A packet record of a capture file: its time, its link type and its captured bytes.</summary>
internal readonly ref struct CapturedPacket(long atMs, int linkType, ReadOnlySpan<byte> bytes, int originalLength)
{
    /// <summary>Milliseconds since 1970, truncated.</summary>
    public long AtMs { get; } = atMs;

    /// <summary>The LINKTYPE_ number.</summary>
    public int LinkType { get; } = linkType;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>The length on the wire; more than the captured bytes if the capture has a snap length.</summary>
    public int OriginalLength { get; } = originalLength;
}
