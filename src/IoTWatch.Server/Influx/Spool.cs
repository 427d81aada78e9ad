using System.Globalization;

namespace IoTWatch.Server.Influx;

/// <summary>
/// A queue of batches of points on disk, from the detector to a server that may be down; it survives a kill.
/// </summary>
/// <remarks>
/// Segments (<c>000000000001.seg</c>) that are only appended to, of <see cref="SpoolFrame"/>s; each batch is forced
/// to disk before <see cref="Append"/> returns. A small cursor file, replaced by renaming, contains the position of
/// what was sent. A new process always opens a new segment, and a failed write closes its segment, so that no good
/// frame follows a torn one. Sending twice after a kill does no harm: time and tags of a point are a function of its
/// event, and the server overwrites. A full spool either drops its oldest segment, counted, or keeps growing
/// (alerts). Every method may be called again after it threw.
/// </remarks>
public sealed class Spool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly long _maxBytes;
    private readonly long _segmentBytes;
    private readonly SortedDictionary<long, long> _segments = [];
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FileStream? _writing;
    private long _last;
    private SpoolPosition _cursor;

    /// <param name="maxBytes">Size from which the oldest segment is dropped; null = never.</param>
    public Spool(string folder, TimeProvider time, long? maxBytes = null, int segmentBytes = 16 << 20)
    {
        _folder = folder;
        _time = time;
        _maxBytes = maxBytes ?? long.MaxValue;
        _segmentBytes = Math.Min(segmentBytes, Math.Max(1, _maxBytes / 4));
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.seg"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                _segments[number] = new FileInfo(file).Length;
        }
        _cursor = ReadCursor();
        _last = Math.Max(_cursor.Segment, _segments.Keys.LastOrDefault());
        DeleteBefore(_cursor.Segment);
    }

    /// <summary>Bytes on disk that are not sent yet.</summary>
    public long PendingBytes
    {
        get
        {
            lock (_lock)
                return Pending();
        }
    }

    /// <summary>Lines dropped because the spool was full.</summary>
    public long DroppedLines { get; private set; }

    /// <summary>Segments that end in a torn or damaged frame.</summary>
    public long TornSegments { get; private set; }

    /// <summary>Appends whole lines and returns when they are on disk.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> lines, int count)
    {
        var frame = SpoolFrame.Encode(lines, count, _time.GetUtcNow().UtcDateTime);
        lock (_lock)
        {
            while (Pending() + frame.Length > _maxBytes && DropOldest())
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
            catch
            {
                CloseSegment();
                throw;
            }
            _appended.TrySetResult();
            if (_drained.Task.IsCompleted)
                _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>
    /// Returns the oldest batches, up to the given size (at least one batch); null when all are sent.
    /// </summary>
    public SpoolBatch? Peek(int maxLines, int maxBytes)
    {
        lock (_lock)
        {
            SkipSpentSegments();
            var frames = new List<SpoolFrame>();
            int lines = 0, bytes = 0;
            var end = _cursor;
            foreach (var (frame, behind) in FramesFrom(_cursor))
            {
                if (frames.Count > 0 && (lines + frame.Lines > maxLines || bytes + frame.RawLength > maxBytes))
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

    /// <summary>Marks everything before the position as sent.</summary>
    public void Advance(SpoolPosition next)
    {
        lock (_lock)
        {
            if (next <= _cursor)
                return;
            // Before the file: a cursor that cannot be written is written by the next call, and at worst a batch is
            // sent twice.
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

    /// <summary>Ends when everything is sent.</summary>
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
            using var file = new FileStream(
                FileOf(segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (segment == start.Segment)
                file.Position = start.Offset;
            while (SpoolFrame.Read(file) is { } frame)
                yield return (frame, new SpoolPosition(segment, file.Position));
        }
    }

    /// <summary>Moves the cursor past segments without a further whole frame; bytes left in them are torn.</summary>
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
        // Unbuffered: after a failed write, closing the file must not try to write again.
        var file = new FileStream(
            FileOf(_last), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        _segments[_last] = 0;
        return file;
    }

    private void CloseSegment()
    {
        if (_writing is not { } file)
            return;
        _writing = null;
        using (file)
            _segments[_last] = file.Length;
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
        var position = string.Create(CultureInfo.InvariantCulture, $"{_cursor.Segment} {_cursor.Offset}");
        File.WriteAllText(file + ".new", position);
        File.Move(file + ".new", file, overwrite: true);
    }

    private string FileOf(long segment) =>
        Path.Combine(_folder, segment.ToString("D12", CultureInfo.InvariantCulture) + ".seg");
}
