namespace IoTWatch.Inputs.Packets;

/// <summary>Reads the TLS server name or the HTTP host from the first payload of a flow.</summary>
/// <remarks>A ClientHello of several segments is buffered, up to 4 KiB, until the name is found.</remarks>
internal struct FlowNames
{
    private const int MaxBufferedBytes = 4096;

    private byte[]? _buffer;
    private int _bufferedBytes;

    public string? ServerName { get; private set; }

    public string? HttpHost { get; private set; }

    /// <summary>True when no further segment needs to be read.</summary>
    public bool IsComplete { get; private set; }

    /// <param name="segment">The captured payload of the segment.</param>
    /// <param name="isWhole">True if the whole segment was captured.</param>
    /// <param name="isNext">True if the segment directly follows the one before it.</param>
    public void Read(ReadOnlySpan<byte> segment, bool isWhole, bool isNext)
    {
        IsComplete = true;
        if (_buffer is null && segment is not [TlsClientHello.HandshakeRecord, ..])
        {
            HttpHost = Packets.HttpHost.Read(segment);
            return;
        }
        if (_buffer is not null && isNext)
            segment = AppendToBuffer(segment);
        var isDecided = TlsClientHello.TryRead(segment, out var name);
        ServerName = name;
        if (!isDecided && isWhole && (_buffer is null || isNext) && segment.Length < MaxBufferedBytes)
        {
            _buffer ??= StartBuffer(segment);
            IsComplete = false;
            return;
        }
        _buffer = null;
    }

    private byte[] StartBuffer(ReadOnlySpan<byte> segment)
    {
        var buffer = new byte[MaxBufferedBytes];
        segment.CopyTo(buffer);
        _bufferedBytes = segment.Length;
        return buffer;
    }

    private ReadOnlySpan<byte> AppendToBuffer(ReadOnlySpan<byte> segment)
    {
        segment = segment[..Math.Min(segment.Length, MaxBufferedBytes - _bufferedBytes)];
        segment.CopyTo(_buffer.AsSpan(_bufferedBytes));
        _bufferedBytes += segment.Length;
        return _buffer.AsSpan(0, _bufferedBytes);
    }
}
