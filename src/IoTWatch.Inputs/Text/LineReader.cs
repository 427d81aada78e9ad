namespace IoTWatch.Inputs.Text;

/// <summary>Reads the lines of a stream as spans of one buffer.</summary>
/// <remarks>
/// A line ends with LF or CR LF, or at the end of the stream. Lines longer than 1 MiB are skipped and counted.
/// </remarks>
internal sealed class LineReader(Stream stream)
{
    private const int MaxLineBytes = 1 << 20;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(1 << 16);
    private int _start;
    private int _end;
    private int _searched;
    private bool _atEnd;
    private bool _skipping;

    /// <summary>The number of lines skipped because they are too long.</summary>
    public long TooLong { get; private set; }

    /// <summary>Reads the next line without its line end; it is valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start + _searched, _end - _start - _searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _buffer.AsSpan(_start, _searched + at);
                _start += _searched + at + 1;
                _searched = 0;
            }
            else if (!_atEnd)
            {
                Fill();
                continue;
            }
            else if (_start < _end)
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                _searched = 0;
            }
            else
            {
                line = default;
                return false;
            }
            if (_skipping)
            {
                _skipping = false;
                continue;
            }
            if (line.Length > 0 && line[^1] == '\r')
                line = line[..^1];
            return true;
        }
    }

    private void Fill()
    {
        _searched = _end - _start;
        if (_searched >= MaxLineBytes || _skipping)
        {
            if (!_skipping)
                TooLong++;
            _skipping = true;
            _start = _end = _searched = 0;
        }
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _searched).CopyTo(_buffer);
            _start = 0;
            _end = _searched;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _atEnd = read == 0;
        _end += read;
    }
}
