using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// How many new alerts a person is asked to read: what is beyond waits, is shown as waiting, and is told when there is
/// room again.
/// </summary>
/// <remarks>
/// At most N new alerts per device and M per home within any 24 hours of event time. Critical alerts always pass and
/// use nothing up, nor do updates, ends, or what is suppressed. Bounded: only what was told within the last 24 hours is
/// remembered.
/// </remarks>
public sealed class AlertBudget(int perDevice, int perHome)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private readonly List<ToldAlert> _told = [];

    /// <summary>Counts a new alert, or says why it must wait.</summary>
    /// <returns>Null when it may be told.</returns>
    public string? Defer(string device, Severity severity, DateTime at)
    {
        if (severity == Severity.Critical)
            return null;
        _told.RemoveAll(told => told.At <= at - Day);
        if (_told.Count(told => told.Device == device) >= perDevice)
            return $"this device has had {perDevice} new alerts within 24 h";
        if (_told.Count >= perHome)
            return $"this home has had {perHome} new alerts within 24 h";
        _told.Add(new ToldAlert(device, at));
        return null;
    }

    /// <summary>Whether only what is critical could be told now.</summary>
    public bool IsFull(DateTime at)
    {
        _told.RemoveAll(told => told.At <= at - Day);
        return _told.Count >= perHome;
    }

    internal IReadOnlyList<ToldAlert> Save() => [.. _told];

    internal void Restore(IEnumerable<ToldAlert> told)
    {
        _told.Clear();
        _told.AddRange(told);
    }
}

/// <summary>An alert that was told.</summary>
internal sealed record ToldAlert(string Device, DateTime At);
