using System.Buffers;

namespace IoTWatch.Inputs.Packets;

/// <summary>A sliding window over a stream: hands out spans of exactly the bytes asked for, without copying them again.</summary>
/// <remarks>A span stays valid until the next call. A stream that fails (a broken gzip member, a bad disk) is counted once and then ends.</remarks>
internal sealed class CaptureBuffer(Stream stream, Action<string> failed) : IDisposable
{
    public const int MaxWindowBytes = 512 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(MaxWindowBytes);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The next <paramref name="count"/> bytes without moving on; fewer only at the end of the stream.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
            Fill(count);
        return _bytes.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Moves on; false when the stream ended before that.</summary>
    public bool Skip(long count)
    {
        while (count > _end - _start)
        {
            count -= _end - _start;
            _start = _end;
            Fill(1);
            if (_start == _end)
                return count == 0;
        }
        _start += (int)count;
        return true;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
        _ended = true;
    }

    private void Fill(int count)
    {
        if (_ended)
            return;
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        _end -= _start;
        _start = 0;
        while (_end < count && !_ended)
        {
            var read = ReadSome();
            _ended = read == 0;
            _end += read;
        }
    }

    private int ReadSome()
    {
        try
        {
            return stream.Read(_bytes, _end, _bytes.Length - _end);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            failed(e is InvalidDataException ? "broken-compression" : "read-error");
            return 0;
        }
    }
}
