using IoTWatch.Core.Channels;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>Turns findings into incidents and tells of each change once.</summary>
/// <remarks>
/// One incident per (device, party). The strongest kind found leads and names it; weaker ones become parts of it. A second destination of the
/// same out-of-place service (U8) joins the incident of the first, whatever the party.
/// A later finding updates: told when severity, kinds or parts grow, contacts double, or an hour of event time has passed. It ends after a day, or
/// 10 periods if longer, without a contact. For as long again (cool-down) a new finding re-opens it under its old id, as an
/// update and without using the budget up; after that it is a new incident.
/// What is for review waits for a person in a state of its own: it uses no budget up and no silence ends it. Any other finding about its party makes
/// it an alert as any other; where the party has such an alert already, what is for review does not touch it.
/// </remarks>
public sealed class IncidentBook(AlertBudget budget, SuppressionList suppressions)
{
    private const double QuietHours = 24;
    private const double QuietPeriods = 10;
    private const int MostEnded = 1000;
    private static readonly TimeSpan TellAfter = TimeSpan.FromHours(1);
    private readonly Dictionary<(string Device, string Party), Incident> _open = [];
    private readonly Dictionary<(string Device, string Party), Incident> _ended = [];

    public int OpenCount => _open.Count;

    /// <summary>Open incidents that wait for room in the budget, oldest first.</summary>
    public IEnumerable<Incident> Deferred => InOrder(_open.Values.Where(incident => incident.Alert.Deferred is not null));

    /// <summary>Open incidents that are for review, oldest first.</summary>
    public IReadOnlyList<Incident> ForReview => InOrder(_open.Values.Where(incident => incident.IsForReview));

    /// <summary>The incident for review that speaks of a channel; null where there is none.</summary>
    public Incident? FindForReview(string device, string party, ChannelKey channel) =>
        _open.GetValueOrDefault((device, party)) is { IsForReview: true } incident && incident.Alert.Parts.Any(part => part.Channel() == channel) ? incident : null;

    public void Take(Finding finding, DeviceMonitor monitor, ICollection<AlertChange> changes)
    {
        var key = Key(finding, monitor.Device.Id.Value);
        if (_open.TryGetValue(key, out var known))
            Update(known, finding, monitor, changes);
        else if (_ended.Remove(key, out var ended) && finding.At - ended.EndedAt < Quiet(ended.Alert))
            Reopen(key, ended, finding, monitor, changes);
        else
            Open(key, finding, monitor, changes);
    }

    /// <summary>Ends what has been silent for long enough, and tells what waited for room in the budget.</summary>
    /// <param name="lastContact">The time of the last contact behind an incident; null when its channel is gone.</param>
    public void Sweep(DateTime now, Func<Incident, DateTime?> lastContact, ICollection<AlertChange> changes)
    {
        foreach (var incident in InOrder(_open.Values.Where(incident => !Waits(incident) && IsQuiet(incident, now, lastContact))))
            End(incident, now, changes);
        foreach (var over in _ended.Values.Where(incident => now - incident.EndedAt >= Quiet(incident.Alert))
            .Concat(_ended.Values.OrderByDescending(incident => incident.EndedAt).ThenBy(incident => incident.Alert.Id, StringComparer.Ordinal).Skip(MostEnded)).ToList())
            _ended.Remove((over.DeviceId, over.Destination));
        foreach (var incident in InOrder(_open.Values.Where(incident => suppressions.HasLapsed(incident.Alert, now) && (!incident.IsForReview || Waits(incident)))))
            if ((Waits(incident) ? now : lastContact(incident)) is { } last && Silence(incident, incident.Alert with { At = last }) is { SuppressedBy: null } alert)
                Tell(incident, alert with { At = now }, changes);
        if (budget.IsFull(now))
            return;
        foreach (var incident in Deferred.OrderByDescending(incident => incident.Alert.Severity))
            if (incident.Alert.SuppressedBy is null && budget.Defer(incident.DeviceId, incident.Alert.Severity, now) is null)
                Tell(incident, incident.Alert with { At = now, Deferred = null }, changes);
    }

    /// <summary>Applies the suppressions to what is open or has just ended, after they have changed.</summary>
    public void Reconsider(ICollection<AlertChange> changes) => Change(incident => Silence(incident, incident.Alert), changes);

    /// <summary>Writes a person's decision on what is open or has just ended; records that stay equal are not told.</summary>
    public void Revise(Func<Alert, Alert> decide, ICollection<AlertChange> changes) => Change(incident => decide(incident.Alert), changes);

    /// <summary>What was for review is in order.</summary>
    internal static void Approve(Incident incident, ICollection<AlertChange> changes) => Tell(incident, incident.Alert with { State = AlertState.Approved }, changes);

    /// <summary>What was for review is not in order: an alert as any other from now on. It counts, but need not wait for room: a person has just looked at it.</summary>
    internal void Confirm(Incident incident, DateTime at, ICollection<AlertChange> changes)
    {
        incident.IsForReview = false;
        budget.Defer(incident.DeviceId, incident.Alert.Severity, at);
        if (incident.Alert.State == AlertState.Review)
            Tell(incident, incident.Alert with { State = AlertState.Open }, changes);
    }

    internal void End(Incident incident, DateTime at, ICollection<AlertChange> changes)
    {
        _open.Remove((incident.DeviceId, incident.Destination));
        incident.EndedAt = at;
        _ended[(incident.DeviceId, incident.Destination)] = incident;
        var ended = incident.Alert with { EndedAt = at };
        changes.Add(AlertChange.Of(incident.Alert, ended));
        incident.Alert = ended;
    }

    internal IReadOnlyList<Incident> Save() => [.. InOrder(_open.Values), .. InOrder(_ended.Values)];

    internal void Restore(IEnumerable<Incident> incidents)
    {
        _open.Clear();
        _ended.Clear();
        foreach (var incident in incidents)
            (incident.EndedAt is null ? _open : _ended)[(incident.DeviceId, incident.Destination)] = incident;
    }

    private (string, string) Key(Finding finding, string device)
    {
        if (finding.Evidence is ClassEvidence { Channel.Key: var key } && !_open.ContainsKey((device, finding.Party)))
            foreach (var incident in InOrder(_open.Values))
                if (incident.DeviceId == device && incident.Alert.Parts.Any(part => part.Kind == AlertKind.ClassViolation && part.Port == key.Port))
                    return (device, incident.Destination);
        return (device, finding.Party);
    }

    private void Open((string Device, string Party) key, Finding finding, DeviceMonitor monitor, ICollection<AlertChange> changes)
    {
        var alert = Stand(suppressions.Apply(AlertComposer.Compose(finding, monitor, null)), finding);
        if (alert.State == AlertState.Open)
            alert = alert with { Deferred = budget.Defer(key.Device, alert.Severity, finding.At) };
        _open[key] = new Incident { DeviceId = key.Device, Destination = key.Party, Alert = alert, IsForReview = finding.IsForReview, LastContactAt = alert.LastAt };
        changes.Add(new AlertChange(AlertChangeType.New, null, alert));
    }

    private void Reopen((string Device, string Party) key, Incident incident, Finding finding, DeviceMonitor monitor, ICollection<AlertChange> changes)
    {
        incident.EndedAt = null;
        _open[key] = incident;
        var alert = Carry(incident.Alert, finding, monitor) with { EndedAt = null };
        alert = Stand(suppressions.Apply(alert.State == AlertState.Archived ? alert with { State = AlertState.Open } : alert), finding);
        if (incident.IsForReview && alert.State == AlertState.Open)
            alert = alert with { Deferred = budget.Defer(incident.DeviceId, alert.Severity, finding.At) };
        incident.IsForReview = finding.IsForReview && (incident.IsForReview || alert.State == AlertState.Review);
        Tell(incident, alert, changes);
    }

    private void Update(Incident incident, Finding finding, DeviceMonitor monitor, ICollection<AlertChange> changes)
    {
        if (finding.IsForReview && !incident.IsForReview)
            return;
        // What was approved on review is covered: a finding means that the approval is over.
        var isTurned = incident.IsForReview && (!finding.IsForReview || incident.Alert.State == AlertState.Approved);
        if (!isTurned && !IsNews(incident.Alert, finding))
        {
            incident.LastContactAt = AlertComposer.Latest(incident.LastContactAt, finding.Channel?.LastAt ?? finding.At);
            return;
        }
        incident.IsForReview = finding.IsForReview;
        var (before, alert) = (incident.Alert, Stand(suppressions.Apply(Carry(incident.Alert, finding, monitor)), finding));
        incident.LastContactAt = AlertComposer.Latest(incident.LastContactAt, alert.LastAt);
        // What a verdict or an expiry has freed must still ask the budget, and what has become critical need not.
        if (alert is { SuppressedBy: null, State: not AlertState.Review } && (before.Deferred is not null || before.SuppressedBy is not null || (isTurned && alert.State == AlertState.Open)))
            alert = alert with { Deferred = budget.Defer(incident.DeviceId, alert.Severity, finding.At) };
        if (alert.Severity > before.Severity || alert.At - before.At >= TellAfter || alert.Beacon?.Contacts >= 2 * before.Beacon?.Contacts
            || alert.Unexpected.Count > before.Unexpected.Count || alert.Parts.Count > before.Parts.Count || alert.Kind != before.Kind
            || alert.Deferred != before.Deferred || alert.SuppressedBy != before.SuppressedBy || alert.State != before.State)
            Tell(incident, alert, changes);
    }

    /// <summary>Whether writing the alert anew could tell anything: writing asks the model dozens of questions, and most findings repeat the last.</summary>
    private static bool IsNews(Alert before, Finding finding)
    {
        if (finding is not { Evidence: BeaconEvidence, Destination: { } destination, Channel: { } channel } || finding.Kind != before.Kind
            || destination.Key != before.Destination.Name || channel.Key.Port != before.Destination.Port || before.Beacon is not { } measured)
            return true;
        var setting = AlertComposer.SettingOf(finding);
        return finding.At - before.At >= TellAfter || channel.Contacts.Count >= 2 * measured.Contacts
            || AlertComposer.SeverityOf(finding, setting) > before.Severity || !setting.Unexpected.All(before.Unexpected.Contains);
    }

    /// <summary>The alert after one more finding: a stronger one takes the lead, a weaker one becomes a part.</summary>
    private static Alert Carry(Alert before, Finding finding, DeviceMonitor monitor)
    {
        var alert = AlertComposer.Compose(finding, monitor, before) with
        {
            Deferred = before.Deferred,
            SuppressedBy = before.SuppressedBy,
            SilencedUntil = before.SilencedUntil,
            State = before.State,
            Verdict = before.Verdict,
            Comment = before.Comment,
            EndedAt = before.EndedAt,
        };
        // What a person set aside was what it was then: what has grown since is for their eyes again.
        if (before is { IsSetAside: true, SuppressedBy: null } && (alert.Severity > before.Severity || alert.Parts.Count > before.Parts.Count))
            alert = alert with { State = AlertState.Open };
        var (strength, led) = (AlertKindStrength.Of(finding.Kind), AlertKindStrength.Of(before.Kind));
        var isSame = alert.Destination.Name == before.Destination.Name && alert.Destination.Port == before.Destination.Port;
        return strength > led || (strength == led && (isSame || alert.Severity > before.Severity))
            ? alert
            : before with { At = alert.At, LastAt = alert.LastAt, Severity = alert.Severity, Unexpected = alert.Unexpected, Parts = alert.Parts, State = alert.State, Beacon = before.Beacon ?? alert.Beacon };
    }

    /// <summary>What no decision holds is an alert, or for review, as the finding is.</summary>
    private static Alert Stand(Alert alert, Finding finding) =>
        alert.State is AlertState.Open or AlertState.Review || alert is { State: AlertState.Approved, SuppressedBy: null }
            ? alert with { State = finding.IsForReview ? AlertState.Review : AlertState.Open }
            : alert;

    /// <summary>It waits for a person to say whether it is normal.</summary>
    private static bool Waits(Incident incident) => incident is { IsForReview: true, Alert.State: AlertState.Review or AlertState.Snoozed };

    private Alert Silence(Incident incident, Alert alert) =>
        suppressions.Apply(alert) is var after && incident.IsForReview && after.State == AlertState.Open ? after with { State = AlertState.Review } : after;

    private void Change(Func<Incident, Alert> decide, ICollection<AlertChange> changes)
    {
        foreach (var incident in InOrder(_open.Values.Concat(_ended.Values)))
            if (decide(incident) is var alert && alert != incident.Alert)
                Tell(incident, alert, changes);
    }

    private static void Tell(Incident incident, Alert alert, ICollection<AlertChange> changes)
    {
        changes.Add(AlertChange.Of(incident.Alert, alert));
        incident.Alert = alert;
        incident.LastContactAt = AlertComposer.Latest(incident.LastContactAt, alert.LastAt);
    }

    private static List<Incident> InOrder(IEnumerable<Incident> incidents) =>
        [.. incidents.OrderBy(incident => incident.Alert.FirstAt).ThenBy(incident => incident.Alert.Id, StringComparer.Ordinal)];

    private static TimeSpan Quiet(Alert alert) => TimeSpan.FromSeconds(Math.Max(QuietHours * 3600, QuietPeriods * (alert.Beacon?.PeriodS ?? 0)));

    private static bool IsQuiet(Incident incident, DateTime now, Func<Incident, DateTime?> lastContact)
    {
        var quiet = Quiet(incident.Alert);
        if (now - incident.LastContactAt >= quiet && lastContact(incident) is { } last && last > incident.LastContactAt)
            incident.LastContactAt = last;
        return now - incident.LastContactAt >= quiet;
    }
}
