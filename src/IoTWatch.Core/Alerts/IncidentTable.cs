using IoTWatch.Core.Channels;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>Groups findings into incidents and emits each change of their alerts once.</summary>
/// <remarks>
/// One incident per (device, organisation). The kind with the highest rank names it; others become parts of it. A
/// second destination of the same violating service (U8) joins the incident of the first, whatever its organisation. A
/// later finding updates the incident; the update is published when severity, kinds or parts grow, contacts double, or
/// an hour of event time has passed. The incident ends after a day, or 10 periods if longer, without a contact. For the
/// same time again a new finding reopens it under its old id, as an update that the budget does not count; after that
/// it is a new incident. <see cref="IncidentTransitions"/> alone decides the state of its alert. An incident in review
/// is not counted in the budget; a finding that is not for review turns it into an alert; a finding for review does not
/// change an existing alert.
/// </remarks>
public sealed class IncidentTable(AlertBudget budget, SuppressionList suppressions)
{
    private const double QuietHours = 24;
    private const double QuietPeriods = 10;
    private const int MaxEnded = 1000;
    private static readonly TimeSpan PublishAfter = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Device, string Party), Incident> _open = [];
    private readonly Dictionary<(string Device, string Party), Incident> _ended = [];

    public int OpenCount => _open.Count;

    /// <summary>Open incidents whose alert is deferred, oldest first.</summary>
    public IEnumerable<Incident> Deferred =>
        InOrder(_open.Values.Where(incident => incident.Alert.Deferred is not null));

    /// <summary>Open incidents in review, oldest first.</summary>
    public IReadOnlyList<Incident> ForReview => InOrder(_open.Values.Where(incident => incident.IsForReview));

    /// <summary>Returns the incident in review about a channel, or null.</summary>
    public Incident? FindForReview(string device, string party, ChannelKey channel) =>
        _open.GetValueOrDefault((device, party)) is { IsForReview: true } incident
        && incident.Alert.Parts.Any(part => part.Channel() == channel)
            ? incident
            : null;

    /// <summary>Adds a finding to its incident, or opens one.</summary>
    public void Observe(Finding finding, ICollection<AlertChange> changes)
    {
        var key = KeyOf(finding);
        if (_open.TryGetValue(key, out var open))
            Update(open, finding, changes);
        else if (_ended.Remove(key, out var ended) && finding.At - ended.EndedAt < QuietTime(ended.Alert))
            Reopen(key, ended, finding, changes);
        else
            Open(key, finding, changes);
    }

    /// <summary>
    /// Ends incidents that were silent for long enough, lifts expired suppressions, and publishes deferred alerts if
    /// the budget has room.
    /// </summary>
    /// <param name="lastContact">The time of the last contact behind an incident; null when its channel is
    /// gone.</param>
    public void Sweep(DateTime now, Func<Incident, DateTime?> lastContact, ICollection<AlertChange> changes)
    {
        foreach (var incident in InOrder(_open.Values.Where(incident => IsQuiet(incident, now, lastContact))))
            Apply(incident, IncidentEvent.Silent, now, changes);
        RemoveOld(now);
        foreach (var incident in InOrder(_open.Values.Where(incident => suppressions.HasLapsed(incident.Alert, now))))
            Lift(incident, now, lastContact, changes);
        if (budget.IsFull(now))
            return;
        foreach (var incident in Deferred.OrderByDescending(incident => incident.Alert.Severity))
            if (incident.Alert.SuppressedBy is null
                && budget.Defer(incident.DeviceId, incident.Alert.Severity, now) is null)
                Apply(incident, IncidentEvent.Admitted, now, changes);
    }

    /// <summary>
    /// Applies the suppressions to open and recently ended incidents, after the suppressions have changed.
    /// </summary>
    public void ApplySuppressions(ICollection<AlertChange> changes) =>
        Revise(incident => Suppressed(incident, incident.Alert), changes);

    /// <summary>
    /// Applies a user's decision to open and recently ended incidents; unchanged alerts are not published.
    /// </summary>
    public void Revise(Func<Alert, Alert> decide, ICollection<AlertChange> changes) =>
        Revise(incident => decide(incident.Alert), changes);

    /// <summary>Applies an event without a finding.</summary>
    internal void Apply(Incident incident, IncidentEvent incidentEvent, DateTime at, ICollection<AlertChange> changes)
    {
        var alert = incident.Alert;
        var (state, effects) = IncidentTransitions.Of(StateOf(incident), incidentEvent, alert.State);
        if (effects.HasFlag(IncidentEffects.CountInBudget))
            budget.Defer(incident.DeviceId, alert.Severity, at);
        if (incidentEvent == IncidentEvent.Refused)
            incident.IsForReview = false;
        if (effects.HasFlag(IncidentEffects.End))
            End(incident, at, changes);
        else if (incidentEvent == IncidentEvent.Admitted)
            Publish(incident, alert with { At = at, Deferred = null }, changes);
        else if (effects.HasFlag(IncidentEffects.Publish))
            Publish(incident, alert with { State = state }, changes);
    }

    internal IReadOnlyList<Incident> Save() => [.. InOrder(_open.Values), .. InOrder(_ended.Values)];

    internal void Restore(IEnumerable<Incident> incidents)
    {
        _open.Clear();
        _ended.Clear();
        foreach (var incident in incidents)
            (incident.EndedAt is null ? _open : _ended)[(incident.DeviceId, incident.Destination)] = incident;
    }

    /// <summary>Returns the state of an incident; one that was snoozed in review is still in review.</summary>
    private static AlertState StateOf(Incident incident) =>
        incident is { IsForReview: true, Alert.State: AlertState.Snoozed } ? AlertState.Review : incident.Alert.State;

    private (string, string) KeyOf(Finding finding)
    {
        var device = finding.Device.Id;
        if (finding.Evidence is not ClassEvidence { Channel.Key.Port: var port }
            || _open.ContainsKey((device, finding.Party)))
            return (device, finding.Party);
        var sameService = InOrder(_open.Values).Find(incident => incident.DeviceId == device
            && incident.Alert.Parts.Any(part => part.Kind == AlertKind.ClassViolation && part.Port == port));
        return (device, sameService?.Destination ?? finding.Party);
    }

    private void Open((string Device, string Party) key, Finding finding, ICollection<AlertChange> changes)
    {
        var composed = AlertComposer.Compose(finding, null);
        var alert = Next(composed, composed, IncidentEvent.Opened, finding, out var effects);
        if (effects.HasFlag(IncidentEffects.QueryBudget))
            alert = Admit(alert, finding.At);
        _open[key] = new Incident
        {
            DeviceId = key.Device,
            Destination = key.Party,
            Alert = alert,
            IsForReview = finding.IsForReview,
            LastContactAt = alert.LastAt,
        };
        changes.Add(new AlertChange(AlertChangeType.New, null, alert));
    }

    private void Reopen(
        (string Device, string Party) key, Incident incident, Finding finding, ICollection<AlertChange> changes)
    {
        var before = incident.Alert with { EndedAt = null };
        var after = Continue(before, finding);
        incident.EndedAt = null;
        _open[key] = incident;
        var happened = HasGrown(before, after) ? IncidentEvent.Grown : IncidentEvent.Recurred;
        var alert = Next(before, after, happened, finding, out _);
        if (incident.IsForReview && alert.State == AlertState.Open)
            alert = Admit(alert, finding.At);
        incident.IsForReview = finding.IsForReview && (incident.IsForReview || alert.State == AlertState.Review);
        Publish(incident, alert, changes);
    }

    private void Update(Incident incident, Finding finding, ICollection<AlertChange> changes)
    {
        if (finding.IsForReview && !incident.IsForReview)
            return;
        var before = incident.Alert;
        // A channel that was approved on review is covered: a finding means that the approval has expired.
        var endsReview = incident.IsForReview && (!finding.IsForReview || before.State == AlertState.Approved);
        if (!endsReview && !IsNews(before, finding))
        {
            incident.LastContactAt = AlertComposer.Latest(
                incident.LastContactAt, finding.Channel?.LastAt ?? finding.At);
            return;
        }
        var after = Continue(before, finding);
        var happened = HasGrown(before, after) ? IncidentEvent.Grown : IncidentEvent.Repeated;
        var alert = Next(before, after, happened, finding, out var effects);
        // A deferred alert queries the budget each time, since it may have become critical; one that was in review has
        // not been counted yet.
        if (effects.HasFlag(IncidentEffects.QueryBudget) || before.Deferred is not null
            || (incident.IsForReview && alert.State == AlertState.Open))
            alert = Admit(alert, finding.At);
        incident.IsForReview = finding.IsForReview;
        incident.LastContactAt = AlertComposer.Latest(incident.LastContactAt, alert.LastAt);
        if (IsWorthPublishing(before, alert))
            Publish(incident, alert, changes);
    }

    /// <summary>Returns the alert after a finding: suppressions first, then the content of the finding.</summary>
    /// <param name="before">The alert before the finding.</param>
    /// <param name="after">Its content after the finding.</param>
    private Alert Next(Alert before, Alert after, IncidentEvent happened, Finding finding, out IncidentEffects effects)
    {
        var rule = suppressions.Find(after);
        var incidentEvent = rule is not null ? IncidentEvent.Covered
            : before.SuppressedBy is not null ? IncidentEvent.Released
            : happened;
        var given = rule?.State ?? (finding.IsForReview ? AlertState.Review : AlertState.Open);
        (var state, effects) = IncidentTransitions.Of(before.State, incidentEvent, given);
        return after with
        {
            State = state,
            SuppressedBy = rule?.Id,
            SilencedUntil = SilencedUntil(after, rule, incidentEvent)
        };
    }

    /// <summary>
    /// Counts an alert in the budget, or defers it; suppressed alerts and those in review are not counted.
    /// </summary>
    private Alert Admit(Alert alert, DateTime at) => alert is { SuppressedBy: null, State: not AlertState.Review }
        ? alert with { Deferred = budget.Defer(alert.Device.Id, alert.Severity, at) }
        : alert;

    private static DateTime? SilencedUntil(Alert alert, Suppression? rule, IncidentEvent incidentEvent) =>
        rule is not null ? rule.ExpiresAt : incidentEvent == IncidentEvent.Released ? null : alert.SilencedUntil;

    /// <summary>Adds a finding to an alert: a kind of higher rank leads, a lower one becomes a part.</summary>
    private static Alert Continue(Alert before, Finding finding)
    {
        var alert = AlertComposer.Compose(finding, before) with
        {
            Deferred = before.Deferred,
            SuppressedBy = before.SuppressedBy,
            SilencedUntil = before.SilencedUntil,
            State = before.State,
            Verdict = before.Verdict,
            Comment = before.Comment,
            EndedAt = before.EndedAt,
        };
        var (strength, leading) = (AlertKindStrength.Of(finding.Kind), AlertKindStrength.Of(before.Kind));
        var isSame = alert.Destination.Name == before.Destination.Name
            && alert.Destination.Port == before.Destination.Port;
        var leads = strength > leading || (strength == leading && (isSame || alert.Severity > before.Severity));
        return leads ? alert : before with
        {
            At = alert.At,
            LastAt = alert.LastAt,
            Severity = alert.Severity,
            Unexpected = alert.Unexpected,
            Parts = alert.Parts,
            Beacon = before.Beacon ?? alert.Beacon,
        };
    }

    private static bool HasGrown(Alert before, Alert after) =>
        after.Severity > before.Severity || after.Parts.Count > before.Parts.Count;

    /// <summary>
    /// Whether composing the alert again could change it. Composing scores the model dozens of times, and most findings
    /// change nothing.
    /// </summary>
    private static bool IsNews(Alert before, Finding finding)
    {
        if (finding is not { Evidence: BeaconEvidence, Destination: { } destination, Channel: { } channel }
            || finding.Kind != before.Kind || before.Beacon is not { } measured
            || destination.Key != before.Destination.Name || channel.Key.Port != before.Destination.Port)
            return true;
        var context = finding.Context;
        return finding.At - before.At >= PublishAfter || channel.Contacts.Count >= 2 * measured.Contacts
            || finding.SeverityIn(context) > before.Severity || !before.Unexpected.Includes(context.Unexpected);
    }

    private static bool IsWorthPublishing(Alert before, Alert after) =>
        HasGrown(before, after) || after.At - before.At >= PublishAfter
        || after.Beacon?.Contacts >= 2 * before.Beacon?.Contacts
        || after.Unexpected.Count > before.Unexpected.Count || after.Kind != before.Kind
        || after.Deferred != before.Deferred || after.SuppressedBy != before.SuppressedBy
        || after.State != before.State;

    /// <summary>Lifts an expired suppression if the incident had contacts since.</summary>
    private void Lift(
        Incident incident, DateTime now, Func<Incident, DateTime?> lastContact, ICollection<AlertChange> changes)
    {
        var waits = StateOf(incident) == AlertState.Review;
        if (incident.IsForReview && !waits)
            return;
        var last = waits ? now : lastContact(incident);
        if (last is { } at && Suppressed(incident, incident.Alert with { At = at }) is { SuppressedBy: null } alert)
            Publish(incident, alert with { At = now }, changes);
    }

    /// <summary>Returns the alert with the first suppression that covers it, or without one.</summary>
    private Alert Suppressed(Incident incident, Alert alert)
    {
        var rule = suppressions.Find(alert);
        if (rule is null && alert.SuppressedBy is null)
            return alert;
        var found = incident.IsForReview ? AlertState.Review : AlertState.Open;
        var incidentEvent = rule is null ? IncidentEvent.Lapsed : IncidentEvent.Covered;
        var state = IncidentTransitions.Of(alert.State, incidentEvent, rule?.State ?? found).State;
        return alert with { State = state, SuppressedBy = rule?.Id, SilencedUntil = rule?.ExpiresAt };
    }

    private void Revise(Func<Incident, Alert> decide, ICollection<AlertChange> changes)
    {
        foreach (var incident in InOrder(_open.Values.Concat(_ended.Values)))
            if (decide(incident) is var alert && alert != incident.Alert)
                Publish(incident, alert, changes);
    }

    private void End(Incident incident, DateTime at, ICollection<AlertChange> changes)
    {
        _open.Remove((incident.DeviceId, incident.Destination));
        incident.EndedAt = at;
        _ended[(incident.DeviceId, incident.Destination)] = incident;
        var ended = incident.Alert with { EndedAt = at };
        changes.Add(AlertChange.Of(incident.Alert, ended));
        incident.Alert = ended;
    }

    private void RemoveOld(DateTime now)
    {
        var cooledDown = _ended.Values.Where(incident => now - incident.EndedAt >= QuietTime(incident.Alert));
        var beyondMax = _ended.Values.OrderByDescending(incident => incident.EndedAt)
            .ThenBy(incident => incident.Alert.Id, StringComparer.Ordinal).Skip(MaxEnded);
        foreach (var incident in cooledDown.Concat(beyondMax).ToList())
            _ended.Remove((incident.DeviceId, incident.Destination));
    }

    private static void Publish(Incident incident, Alert alert, ICollection<AlertChange> changes)
    {
        changes.Add(AlertChange.Of(incident.Alert, alert));
        incident.Alert = alert;
        incident.LastContactAt = AlertComposer.Latest(incident.LastContactAt, alert.LastAt);
    }

    private static List<Incident> InOrder(IEnumerable<Incident> incidents) =>
        [.. incidents.OrderBy(incident => incident.Alert.FirstAt)
            .ThenBy(incident => incident.Alert.Id, StringComparer.Ordinal)];

    private static TimeSpan QuietTime(Alert alert) =>
        TimeSpan.FromSeconds(Math.Max(QuietHours * 3600, QuietPeriods * (alert.Beacon?.PeriodS ?? 0)));

    private static bool IsQuiet(Incident incident, DateTime now, Func<Incident, DateTime?> lastContact)
    {
        var quiet = QuietTime(incident.Alert);
        if (now - incident.LastContactAt >= quiet && lastContact(incident) is { } last && last > incident.LastContactAt)
            incident.LastContactAt = last;
        return now - incident.LastContactAt >= quiet;
    }
}
