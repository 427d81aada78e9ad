using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>Turns findings into incidents and tells of each change once.</summary>
/// <remarks>
/// One incident per (device, destination, kind). A later finding updates it: told when its severity rises, its contacts double, or an hour
/// of event time has passed. It ends after a day, or 10 periods if longer, without a contact; a finding after that opens a new one.
/// </remarks>
public sealed class IncidentBook
{
    private const double QuietHours = 24;
    private const double QuietPeriods = 10;
    private static readonly TimeSpan TellAfter = TimeSpan.FromHours(1);
    private readonly Dictionary<(string Device, string Destination, AlertKind Kind), Incident> _open = [];

    public int OpenCount => _open.Count;

    public void Take(Finding finding, DeviceMonitor monitor, ICollection<AlertChange> changes)
    {
        var key = (monitor.Device.Id.Value, finding.Destination.Key, finding.Kind);
        var known = _open.GetValueOrDefault(key);
        var alert = AlertComposer.Compose(finding, monitor, known?.Alert);
        if (known is null)
        {
            _open[key] = new Incident { DeviceId = key.Value, Destination = key.Key, Kind = key.Kind, Alert = alert, LastContactAt = alert.LastAt };
            changes.Add(new AlertChange(AlertChangeType.New, null, alert));
        }
        else if (alert.Severity > known.Alert.Severity || alert.At - known.Alert.At >= TellAfter
            || alert.Beacon?.Contacts >= 2 * known.Alert.Beacon?.Contacts)
        {
            changes.Add(new AlertChange(AlertChangeType.Update, known.Alert, alert));
            known.Alert = alert;
        }
    }

    /// <summary>Ends what has been silent for long enough.</summary>
    /// <param name="lastContact">The time of the last contact behind an incident; null when its channel is gone.</param>
    public void Sweep(DateTime now, Func<Incident, DateTime?> lastContact, ICollection<AlertChange> changes)
    {
        var ended = _open.Values.Where(incident => IsQuiet(incident, now, lastContact)).OrderBy(incident => incident.Alert.Id, StringComparer.Ordinal).ToList();
        foreach (var incident in ended)
        {
            _open.Remove((incident.DeviceId, incident.Destination, incident.Kind));
            changes.Add(new AlertChange(AlertChangeType.End, incident.Alert, incident.Alert));
        }
    }

    internal IReadOnlyList<Incident> Save() => [.. _open.Values];

    internal void Restore(IEnumerable<Incident> incidents)
    {
        _open.Clear();
        foreach (var incident in incidents)
            _open[(incident.DeviceId, incident.Destination, incident.Kind)] = incident;
    }

    private static bool IsQuiet(Incident incident, DateTime now, Func<Incident, DateTime?> lastContact)
    {
        var quiet = TimeSpan.FromSeconds(Math.Max(QuietHours * 3600, QuietPeriods * (incident.Alert.Beacon?.PeriodS ?? 0)));
        if (now - incident.LastContactAt >= quiet && lastContact(incident) is { } last && last > incident.LastContactAt)
            incident.LastContactAt = last;
        return now - incident.LastContactAt >= quiet;
    }
}
