namespace IoTWatch.Server.Influx;

/// <summary>
/// Buffers the points for one spool: the caller's thread formats the lines, another writes them to disk in batches.
/// </summary>
/// <remarks>
/// Two writers alternate, so that a slow disk never blocks the detector. A batch that could not be written is written
/// again by the next flush; writing a part of it twice does no harm. While the disk fails or is too slow, at most
/// <see cref="MaxBytes"/> are buffered; further points are dropped and counted, except alerts, which are few and
/// small.
/// </remarks>
public sealed class PointBuffer(
    Spool spool, bool mayDrop, int batchPoints, int batchBytes, int maxBytes = PointBuffer.MaxBytes)
{
    public const int MaxBytes = 32 << 20;

    private readonly Lock _filling = new();
    private readonly Lock _flushing = new();
    private LineProtocolWriter _full = new();
    private LineProtocolWriter _free = new();

    /// <summary>Points dropped because the disk was too slow or failed.</summary>
    public long Dropped { get; private set; }

    /// <returns>Bytes in the buffer.</returns>
    public int Add<TEvent>(MeasurementOf<TEvent> measurement, TEvent e, long nanoseconds)
    {
        lock (_filling)
        {
            if (mayDrop && _full.Length >= maxBytes)
                Dropped++;
            else
                measurement.Write(_full, e, nanoseconds);
            return _full.Length;
        }
    }

    /// <summary>Writes the buffer to disk; afterwards its points survive a kill.</summary>
    /// <exception cref="IOException">The disk refuses; the points stay in the buffer.</exception>
    public void Flush()
    {
        lock (_flushing)
        {
            if (_free.Length == 0)
                lock (_filling)
                    (_full, _free) = (_free, _full);
            if (_free.Length == 0)
                return;
            Append(_free.Written.Span);
            _free.Clear();
        }
    }

    /// <summary>Writes the lines in batches of the size of one request.</summary>
    private void Append(ReadOnlySpan<byte> lines)
    {
        int start = 0, at = 0, count = 0;
        while (at < lines.Length)
        {
            at += lines[at..].IndexOf((byte)'\n') + 1;
            if (++count < batchPoints && at - start < batchBytes && at < lines.Length)
                continue;
            spool.Append(lines[start..at], count);
            (start, count) = (at, 0);
        }
    }
}
