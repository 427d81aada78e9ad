using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;

namespace IoTWatch.Inputs.Captures;

/// <summary>Reads capture files and folders of capture files as one sequence of observations, sorted by time.</summary>
/// <remarks>
/// The format of a file is detected by its content, never by its name; each file may be compressed with gzip or zstd.
/// Logs are sorted in memory, one file at a time, and packet captures are streamed (<see cref="CaptureReader"/>). Files
/// are merged by event time and opened when the merge reaches their start (<see cref="Timeline"/>). The same paths give
/// the same observations in the same order. If the last burst is later than the start of the last flow, a tick at the
/// time of that burst is added at the end, so that the burst is evaluated too.
/// </remarks>
public sealed class CaptureSet(IReadOnlyList<string> paths)
{
    public IReadOnlyList<string> Paths => paths;

    /// <summary>Returns all observations in ascending order of event time.</summary>
    /// <param name="report">Receives the counts of unreadable records, and the unreadable files of folders.</param>
    /// <exception cref="CaptureException">
    /// A given path does not exist, cannot be read or has no supported format. Thrown by this call, not by the
    /// enumeration.
    /// </exception>
    public IEnumerable<Observation> Read(ReadReport report)
    {
        var files = CaptureFinder.Find(paths, report);
        var reader = new CaptureReader(report);
        return AppendFinalTick(new Timeline(reader, files, reader.Prepare(files), report).Merge());
    }

    private static IEnumerable<Observation> AppendFinalTick(IEnumerable<Observation> observations)
    {
        DateTime end = default, at = default;
        foreach (var observation in observations)
        {
            var last = observation is FlowObservation { Bursts: { Count: > 0 } bursts }
                ? observation.At.AddMilliseconds(bursts[^1].OffsetMs)
                : observation.At;
            (at, end) = (observation.At, last > end ? last : end);
            yield return observation;
        }
        if (end > at)
            yield return new TickObservation { At = end };
    }
}
