using System.Globalization;

namespace IoTWatch.Server.Influx;

/// <summary>Points on disk between the detector and a server that may be away: a queue of batches that survives a kill.</summary>
/// <remarks>
/// Append-only segments (<c>000000000001.seg</c>) of <see cref="SpoolFrame"/>s, each batch forced to disk before <see cref="Append"/>
/// returns; a small cursor file, replaced by rename, says what was sent. A new process always opens a new segment, and a write that
/// failed closes its segment, so that a torn frame never has a good one behind it. Sending twice after a kill does no harm: the time
/// and the tags of a point are a function of its event, and the server overwrites.
/// When full, a spool either loses its oldest segment, counted, or grows on (alerts).
/// </remarks>
public sealed class Spool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly long _mostBytes;
    private readonly long _segmentBytes;
    private readonly SortedDictionary<long, long> _segments = [];
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FileStream? _writing;
    private long _last;
    private SpoolPosition _cursor;

    /// <param name="mostBytes">From here the oldest segment is dropped; null = never.</param>
    public Spool(string folder, TimeProvider time, long? mostBytes = null, int segmentBytes = 16 << 20)
    {
        _folder = folder;
        _time = time;
        _mostBytes = mostBytes ?? long.MaxValue;
        _segmentBytes = Math.Min(segmentBytes, Math.Max(1, _mostBytes / 4));
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.seg"))
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                _segments[number] = new FileInfo(file).Length;
        _cursor = ReadCursor();
        _last = Math.Max(_cursor.Segment, _segments.Keys.LastOrDefault());
        DeleteBefore(_cursor.Segment);
    }

    /// <summary>Bytes on disk that were not sent yet.</summary>
    public long PendingBytes
    {
        get
        {
            lock (_lock)
                return Pending();
        }
    }

    /// <summary>Lines lost because the spool was full.</summary>
    public long DroppedLines { get; private set; }

    /// <summary>Segments that ended in a torn or damaged frame.</summary>
    public long TornSegments { get; private set; }

    /// <summary>Takes whole lines and returns once they are on disk.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public void Append(ReadOnlySpan<byte> lines, int count)
    {
        var frame = SpoolFrame.Encode(lines, count, _time.GetUtcNow().UtcDateTime);
        lock (_lock)
        {
            while (Pending() + frame.Length > _mostBytes && DropOldest())
            {
            }
            try
            {
                _writing ??= NewSegment();
                _writing.Write(frame);
                _writing.Flush(flushToDisk: true);
                _segments[_last] = _writing.Length;
                if (_writing.Length >= _segmentBytes)
                    CloseSegment();
            }
            catch (IOException)
            {
                CloseSegment();
                throw;
            }
            _appended.TrySetResult();
            if (_drained.Task.IsCompleted)
                _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The oldest batches together, up to the given size (at least one batch); null when all was sent.</summary>
    public SpoolBatch? Peek(int mostLines, int mostBytes)
    {
        lock (_lock)
        {
            SkipSpentSegments();
            var frames = new List<SpoolFrame>();
            int lines = 0, bytes = 0;
            var end = _cursor;
            foreach (var (frame, behind) in FramesFrom(_cursor))
            {
                if (frames.Count > 0 && (lines + frame.Lines > mostLines || bytes + frame.RawLength > mostBytes))
                    break;
                frames.Add(frame);
                lines += frame.Lines;
                bytes += frame.RawLength;
                end = behind;
            }
            if (frames.Count == 0)
            {
                _drained.TrySetResult();
                if (_appended.Task.IsCompleted)
                    _appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return null;
            }
            var raw = new byte[bytes];
            var at = 0;
            foreach (var frame in frames)
            {
                frame.Unpack(raw.AsSpan(at, frame.RawLength));
                at += frame.RawLength;
            }
            return new SpoolBatch(raw, lines, frames[0].WrittenAt, end);
        }
    }

    /// <summary>Marks all before the position as sent.</summary>
    public void Advance(SpoolPosition next)
    {
        lock (_lock)
        {
            if (next <= _cursor)
                return;
            _cursor = next;
            WriteCursor();
            DeleteBefore(next.Segment);
        }
    }

    /// <summary>Ends when there is something to send.</summary>
    public Task WaitAsync(CancellationToken stop)
    {
        lock (_lock)
            return _appended.Task.WaitAsync(stop);
    }

    /// <summary>Ends when all was sent.</summary>
    public Task DrainedAsync(CancellationToken stop)
    {
        lock (_lock)
            return _drained.Task.WaitAsync(stop);
    }

    public void Dispose()
    {
        lock (_lock)
            CloseSegment();
    }

    private long Pending() => _segments.Values.Sum() - (_segments.ContainsKey(_cursor.Segment) ? _cursor.Offset : 0);

    private IEnumerable<(SpoolFrame Frame, SpoolPosition End)> FramesFrom(SpoolPosition start)
    {
        foreach (var segment in _segments.Keys.Where(number => number >= start.Segment).ToList())
        {
            using var file = new FileStream(FileOf(segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (segment == start.Segment)
                file.Position = start.Offset;
            while (SpoolFrame.Read(file) is { } frame)
                yield return (frame, new SpoolPosition(segment, file.Position));
        }
    }

    /// <summary>Leaves segments that hold nothing more; what stands in one behind its last whole frame is torn.</summary>
    private void SkipSpentSegments()
    {
        foreach (var (segment, length) in _segments.ToList())
        {
            if (segment == _last && _writing is not null)
                return;
            var from = segment == _cursor.Segment ? _cursor : new SpoolPosition(segment, 0);
            var (frame, end) = FramesFrom(from).FirstOrDefault();
            if (frame.Payload is not null && end.Segment == segment)
                return;
            if (length > from.Offset)
                TornSegments++;
            _cursor = new SpoolPosition(segment + 1, 0);
            WriteCursor();
            DeleteBefore(_cursor.Segment);
        }
    }

    private bool DropOldest()
    {
        if (_segments.Count == 0)
            return false;
        var oldest = _segments.Keys.First();
        if (oldest == _last)
            CloseSegment();
        var from = oldest == _cursor.Segment ? _cursor : new SpoolPosition(oldest, 0);
        DroppedLines += FramesFrom(from).TakeWhile(f => f.End.Segment == oldest).Sum(f => f.Frame.Lines);
        _cursor = new SpoolPosition(oldest + 1, 0);
        WriteCursor();
        DeleteBefore(_cursor.Segment);
        return true;
    }

    private FileStream NewSegment()
    {
        _last++;
        var file = new FileStream(FileOf(_last), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        _segments[_last] = 0;
        return file;
    }

    private void CloseSegment()
    {
        if (_writing is null)
            return;
        _segments[_last] = _writing.Length;
        _writing.Dispose();
        _writing = null;
    }

    private void DeleteBefore(long segment)
    {
        foreach (var spent in _segments.Keys.TakeWhile(number => number < segment).ToList())
        {
            File.Delete(FileOf(spent));
            _segments.Remove(spent);
        }
    }

    private SpoolPosition ReadCursor()
    {
        var file = Path.Combine(_folder, "cursor");
        if (!File.Exists(file) || File.ReadAllText(file).Split(' ') is not [var segment, var offset]
            || !long.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            return default;
        return new SpoolPosition(number, bytes);
    }

    private void WriteCursor()
    {
        var file = Path.Combine(_folder, "cursor");
        File.WriteAllText(file + ".new", string.Create(CultureInfo.InvariantCulture, $"{_cursor.Segment} {_cursor.Offset}"));
        File.Move(file + ".new", file, overwrite: true);
    }

    private string FileOf(long segment) => Path.Combine(_folder, segment.ToString("D12", CultureInfo.InvariantCulture) + ".seg");
}
