namespace IoTWatch.Inputs.Packets;

/// <summary>The name a flow was opened for, from the first payload of its source: TLS server name or HTTP host.</summary>
/// <remarks>A ClientHello of several segments is put together from up to 4 KiB, which are held only as long as that takes.</remarks>
internal struct FlowNames
{
    private const int MaxHeldBytes = 4096;

    private byte[]? _held;
    private int _heldBytes;

    public string? ServerName { get; private set; }

    public string? HttpHost { get; private set; }

    /// <summary>There is nothing more to learn.</summary>
    public bool IsComplete { get; private set; }

    /// <param name="isWhole">The segment was captured in full.</param>
    /// <param name="isNext">The segment follows the one before it.</param>
    public void Read(ReadOnlySpan<byte> segment, bool isWhole, bool isNext)
    {
        IsComplete = true;
        if (_held is null && segment is not [TlsClientHello.HandshakeRecord, ..])
        {
            HttpHost = Packets.HttpHost.Read(segment);
            return;
        }
        if (_held is not null && isNext)
            segment = Join(segment);
        var known = TlsClientHello.TryRead(segment, out var name);
        ServerName = name;
        if (!known && isWhole && (_held is null || isNext) && segment.Length < MaxHeldBytes)
        {
            _held ??= Hold(segment);
            IsComplete = false;
            return;
        }
        _held = null;
    }

    private byte[] Hold(ReadOnlySpan<byte> segment)
    {
        var held = new byte[MaxHeldBytes];
        segment.CopyTo(held);
        _heldBytes = segment.Length;
        return held;
    }

    private ReadOnlySpan<byte> Join(ReadOnlySpan<byte> segment)
    {
        segment = segment[..Math.Min(segment.Length, MaxHeldBytes - _heldBytes)];
        segment.CopyTo(_held.AsSpan(_heldBytes));
        _heldBytes += segment.Length;
        return _held.AsSpan(0, _heldBytes);
    }
}
