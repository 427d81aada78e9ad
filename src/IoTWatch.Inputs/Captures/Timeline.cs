using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Inputs.Captures;

/// <summary>
/// Merges the observations of several files by event time and opens each file when its start time is reached.
/// </summary>
/// <remarks>
/// A k-way merge with a heap. Only files whose times overlap are open together. Observations of equal times are ordered
/// by the order of the files, then by the position in the file. If the times of a file step back, its observation is
/// returned as soon as possible and counted as <c>late</c>.
/// </remarks>
internal sealed class Timeline(
    CaptureReader reader, IReadOnlyList<CaptureFile> files, DateTime[] starts, ReadReport report)
{
    private readonly PriorityQueue<IEnumerator<Observation>, (DateTime At, int File)> _open = new();

    public IEnumerable<Observation> Merge()
    {
        var waiting = new Queue<int>(Enumerable.Range(0, files.Count).OrderBy(i => starts[i]));
        var last = DateTime.MinValue;
        try
        {
            while (waiting.Count > 0 || _open.Count > 0)
            {
                while (waiting.TryPeek(out var next) && IsDue(starts[next]))
                    Advance(Open(waiting.Dequeue()), next);
                if (!_open.TryDequeue(out var source, out var key))
                    continue;
                var observation = source.Current;
                Advance(source, key.File);
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

    private bool IsDue(DateTime start) => !_open.TryPeek(out _, out var first) || start <= first.At;

    private IEnumerator<Observation> Open(int file)
    {
        try
        {
            return reader.Read(files[file]).GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report.AddUnreadable(files[file].Path, e.Message);
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report.AddUnreadable(files[file].Path, e.Message);
        }
        source.Dispose();
    }
}
