namespace IoTWatch.Inputs.Packets;

/// <summary>A packet as a capture file holds it: when, on what kind of link, and the bytes that were kept of it.</summary>
internal readonly ref struct CapturedPacket(long atMs, int linkType, ReadOnlySpan<byte> bytes, int originalLength)
{
    /// <summary>Milliseconds since 1970, truncated.</summary>
    public long AtMs { get; } = atMs;

    /// <summary>LINKTYPE_ number of the link.</summary>
    public int LinkType { get; } = linkType;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>The length on the wire, which is more than was kept when the capture has a snap length.</summary>
    public int OriginalLength { get; } = originalLength;
}
