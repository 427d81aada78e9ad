using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Captures;

/// <summary>Any mix of capture files and folders, read as one timeline.</summary>
/// <remarks>
/// The kind of a file is told by its content, never by its name; each may be gzip. Logs are sorted in memory, one file at a time,
/// packet captures stream (<see cref="CaptureReader"/>); files are merged by event time and opened when it reaches them
/// (<see cref="Timeline"/>). The same paths give the same observations in the same order. Where bursts lie after the start of
/// the last flow, a tick at the end of them comes last, so that they are detected too.
/// </remarks>
public sealed class CaptureSet(IReadOnlyList<string> paths)
{
    public IReadOnlyList<string> Paths => paths;

    /// <summary>All observations by rising event time. Unreadable records, and unreadable files of folders, are counted in <paramref name="report"/>, never thrown.</summary>
    /// <exception cref="CaptureException">A named path does not exist, is of no known kind, or cannot be read. Thrown by this call, before the first observation.</exception>
    public IEnumerable<Observation> Read(ReadReport report)
    {
        var files = CaptureFinder.Find(paths, report);
        var reader = new CaptureReader(report);
        return Ended(new Timeline(reader, files, reader.Prepare(files), report).Merge());
    }

    private static IEnumerable<Observation> Ended(IEnumerable<Observation> observations)
    {
        DateTime end = default, at = default;
        foreach (var observation in observations)
        {
            var last = observation is FlowObservation { Bursts: { Count: > 0 } bursts } ? observation.At.AddMilliseconds(bursts[^1].OffsetMs) : observation.At;
            (at, end) = (observation.At, last > end ? last : end);
            yield return observation;
        }
        if (end > at)
            yield return new TickObservation { At = end };
    }
}
