using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// Limits the number of new alerts: those beyond the limit are deferred, shown as deferred, and published when there is
/// room.
/// </summary>
/// <remarks>
/// At most N new alerts per device and M per home within any 24 hours of event time. Critical alerts are not limited
/// and not counted, nor are updates, ends and suppressed alerts. Only alerts published within the last 24 hours are
/// stored.
/// </remarks>
public sealed class AlertBudget(int perDevice, int perHome)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private readonly List<PublishedAlert> _published = [];

    /// <summary>Counts a new alert, or returns why it is deferred.</summary>
    /// <returns>Null when it may be published.</returns>
    public string? Defer(string device, Severity severity, DateTime at)
    {
        if (severity == Severity.Critical)
            return null;
        _published.RemoveAll(published => published.At <= at - Day);
        if (_published.Count(published => published.Device == device) >= perDevice)
            return $"this device has had {perDevice} new alerts within 24 h";
        if (_published.Count >= perHome)
            return $"this home has had {perHome} new alerts within 24 h";
        _published.Add(new PublishedAlert(device, at));
        return null;
    }

    /// <summary>Whether only critical alerts could be published now.</summary>
    public bool IsFull(DateTime at)
    {
        _published.RemoveAll(published => published.At <= at - Day);
        return _published.Count >= perHome;
    }

    internal IReadOnlyList<PublishedAlert> Save() => [.. _published];

    internal void Restore(IEnumerable<PublishedAlert> published)
    {
        _published.Clear();
        _published.AddRange(published);
    }
}

/// <summary>A published alert.</summary>
internal sealed record PublishedAlert(string Device, DateTime At);
