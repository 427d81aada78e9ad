using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Captures;

/// <summary>Merges captures into one timeline, opening each when its time comes.</summary>
/// <remarks>
/// A k-way merge over a heap. A file is opened when the timeline reaches the time before which it has nothing, so only files
/// that overlap are open together. Equal times come by the order of the files, then by the place in the file. Should a file
/// step back in time by itself, its observation comes as soon as possible and is counted as <c>late</c>.
/// </remarks>
internal sealed class Timeline(CaptureReader reader, IReadOnlyList<CaptureFile> files, DateTime[] begins, ReadReport report)
{
    private readonly PriorityQueue<IEnumerator<Observation>, (DateTime At, int File)> _open = new();

    public IEnumerable<Observation> Merge()
    {
        var waiting = new Queue<int>(Enumerable.Range(0, files.Count).OrderBy(i => begins[i]));
        var last = DateTime.MinValue;
        try
        {
            while (waiting.Count > 0 || _open.Count > 0)
            {
                while (waiting.TryPeek(out var next) && IsDue(begins[next]))
                    Advance(Open(waiting.Dequeue()), next);
                if (!_open.TryDequeue(out var source, out var place))
                    continue;
                var observation = source.Current;
                Advance(source, place.File);
                if (observation.At < last)
                    report.Count("late");
                else
                    last = observation.At;
                report.Observations++;
                yield return observation;
            }
        }
        finally
        {
            while (_open.TryDequeue(out var source, out _))
                source.Dispose();
        }
    }

    private bool IsDue(DateTime begin) => !_open.TryPeek(out _, out var first) || begin <= first.At;

    private IEnumerator<Observation> Open(int file)
    {
        try
        {
            return reader.Read(files[file]).GetEnumerator();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            report.AddUnreadable(files[file].Path, failed.Message);
            return Enumerable.Empty<Observation>().GetEnumerator();
        }
    }

    private void Advance(IEnumerator<Observation> source, int file)
    {
        try
        {
            if (source.MoveNext())
            {
                _open.Enqueue(source, (source.Current.At, file));
                return;
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            report.AddUnreadable(files[file].Path, failed.Message);
        }
        source.Dispose();
    }
}
