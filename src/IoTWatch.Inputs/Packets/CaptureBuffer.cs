using System.Buffers;

namespace IoTWatch.Inputs.Packets;

/// <summary>Reads a stream through a buffer and returns spans of the requested length without copying.</summary>
/// <remarks>A span is valid until the next call. A read error is counted once and ends the stream.</remarks>
internal sealed class CaptureBuffer(Stream stream, Action<string> failed) : IDisposable
{
    public const int MaxWindowBytes = 512 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(MaxWindowBytes);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>
    /// Returns the next bytes without consuming them; fewer than <paramref name="count"/> only at the end.
    /// </summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
            Fill(count);
        return _bytes.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Consumes bytes; returns false if the stream ends before that.</summary>
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
