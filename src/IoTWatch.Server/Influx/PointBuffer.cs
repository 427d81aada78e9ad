namespace IoTWatch.Server.Influx;

/// <summary>Points on their way to one spool: lines are made on the caller's thread, and put on disk in batches.</summary>
/// <remarks>
/// Two writers change places, so that a slow disk never holds the detector. While the disk does not keep up, at most
/// <see cref="MostBytes"/> wait; what comes on top is lost and counted, except where nothing may be lost (alerts: few and small).
/// </remarks>
public sealed class PointBuffer(Spool spool, bool mayDrop, int batchPoints, int batchBytes, int mostBytes = PointBuffer.MostBytes)
{
    public const int MostBytes = 32 << 20;

    private readonly Lock _filling = new();
    private readonly Lock _flushing = new();
    private LineProtocolWriter _full = new();
    private LineProtocolWriter _free = new();

    /// <summary>Points lost because the disk did not keep up or refused them.</summary>
    public long Dropped { get; private set; }

    /// <returns>How many bytes wait for the disk.</returns>
    public int Add<TEvent>(MeasurementOf<TEvent> measurement, TEvent e, long nanoseconds)
    {
        lock (_filling)
        {
            if (mayDrop && _full.Length >= mostBytes)
                Dropped++;
            else
                measurement.Write(_full, e, nanoseconds);
            return _full.Length;
        }
    }

    /// <summary>Puts what waits on disk; afterwards it survives a kill.</summary>
    public void Flush()
    {
        lock (_flushing)
        {
            if (_free.Length == 0)
                lock (_filling)
                    (_full, _free) = (_free, _full);
            if (_free.Length == 0)
                return;
            try
            {
                Append(_free.Written.Span);
                _free.Clear();
            }
            catch (IOException) when (mayDrop)
            {
                Dropped += _free.Lines;
                _free.Clear();
                throw;
            }
        }
    }

    /// <summary>In batches that a server takes in one request.</summary>
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
