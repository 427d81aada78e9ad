using System.Collections.Concurrent;
using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Devices;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;

namespace IoTWatch.Server.Decisions;

/// <summary>
/// Executes decisions on the pipeline and on stored alerts, and reports the outcome to the caller that waits.
/// </summary>
/// <remarks>
/// Called on the detector's thread, in the order of the journal. The pipeline holds open alerts and those that ended
/// a moment ago; older alerts are in the store alone and are changed there, in the same transaction. When the journal
/// is read again after a crash, only the pipeline's part is repeated: the store contains its part already.
/// </remarks>
public sealed class DecisionExecutor(SqliteAlertStore alerts)
{
    private const int MaxIds = 100;

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<DecisionOutcome>> _waiting = new();

    /// <summary>Registers a decision that is about to be written to the journal.</summary>
    /// <returns>Its ticket, and a task with its outcome, which ends when that is stored.</returns>
    public (Guid Ticket, Task<DecisionOutcome> Outcome) Register()
    {
        var ticket = Guid.NewGuid();
        var source = new TaskCompletionSource<DecisionOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[ticket] = source;
        return (ticket, source.Task);
    }

    public void Unregister(Guid ticket) => _waiting.TryRemove(ticket, out _);

    /// <summary>Gives the outcome to the caller that waits for it, if there is one.</summary>
    public void Complete(Guid ticket, DecisionOutcome outcome)
    {
        if (_waiting.TryRemove(ticket, out var waiting))
            waiting.TrySetResult(outcome);
    }

    /// <summary>Executes the decision on the pipeline.</summary>
    /// <returns>Whether its subject exists.</returns>
    public bool Execute(Decision decision, Pipeline pipeline, ICollection<AlertChange> changes)
    {
        var found = Apply(decision, pipeline, changes);
        pipeline.Administration.ReconcileReviews(changes);
        return found;
    }

    /// <summary>
    /// Adds the changes of the alerts that are in the store alone. Nothing is added if reading the store fails.
    /// </summary>
    public void AddStoredAlerts(
        Decision decision, IReadOnlyList<Suppression> suppressions, ICollection<AlertChange> changes)
    {
        Alert Suppress(Alert alert) => Suppression.Apply(alert, suppressions);
        var (stored, decide) = decision switch
        {
            TriageDecision triage => (
                alerts.About(triage.Alert.Device.Id, triage.Alert.Destination.Name), triage.Apply),
            SuppressDecision suppress => (CoveredBy(suppress.Rule), Suppress),
            UnsuppressDecision unsuppress => (alerts.SuppressedBy(unsuppress.Rule), Suppress),
            _ => (Enumerable.Empty<StoredAlert>(), (Func<Alert, Alert>)(alert => alert)),
        };
        var done = changes.Select(change => change.After.Id).ToHashSet(StringComparer.Ordinal);
        var others = stored.Select(found => found.Alert).Where(alert => !done.Contains(alert.Id)).ToList();
        foreach (var before in others)
            if (decide(before) is var after && after != before)
                changes.Add(AlertChange.Of(before, after));
    }

    /// <summary>Summarises what a decision has changed.</summary>
    public static DecisionOutcome OutcomeOf(Decision decision, bool found, IReadOnlyCollection<AlertChange> changes)
    {
        var closed = changes.Where(change => change is { Before.IsSetAside: false, After.IsSetAside: true }).ToList();
        return new DecisionOutcome(
            found, closed.Count, closed.Count(change => change.Before!.State == AlertState.Escalated),
            [.. changes.Take(MaxIds).Select(change => change.After.Id)], (decision as SuppressDecision)?.Rule.Id);
    }

    private IEnumerable<StoredAlert> CoveredBy(Suppression rule) =>
        alerts.About(rule.Scope == SuppressionScope.Device ? rule.Subject : null, rule.Destination)
            .Where(found => rule.Covers(found.Alert));

    private static bool Apply(Decision decision, Pipeline pipeline, ICollection<AlertChange> changes)
    {
        var (desk, nowAt) = (pipeline.Administration, pipeline.Home.NowAt);
        switch (decision)
        {
            case TriageDecision triage:
                pipeline.Administration.Revise(triage.Apply, changes);
                if (triage.Verdict is { } isTrue)
                    pipeline.Administration.RecordVerdict(triage.Alert, isTrue);
                return true;
            case SuppressDecision suppress:
                pipeline.Administration.Suppress(suppress.Rule, changes);
                return true;
            case UnsuppressDecision unsuppress:
                var exists = pipeline.Administration.Suppressions.Any(rule => rule.Id == unsuppress.Rule);
                pipeline.Administration.Unsuppress(unsuppress.Rule, changes);
                return exists;
            case ReviewDecision review:
                var device = new DeviceId(review.Device);
                var items = desk.Reviews()
                    .Where(item => item.Device == review.Device)
                    .Where(item => review.Channel is null || item.Channel == review.Channel).ToList();
                foreach (var item in items)
                    _ = review.IsApproved
                        ? desk.Approve(device, item.Channel, nowAt, review.ExpiresAt)
                        : desk.Reject(device, item.Channel);
                return items.Count > 0;
            case DriftDecision drift:
                return drift.IsAccepted
                    ? desk.ApproveDrift(new DeviceId(drift.Device), nowAt)
                    : desk.RejectDrift(new DeviceId(drift.Device));
            case RenameDecision rename:
                return pipeline.Administration.Rename(new DeviceId(rename.Device), rename.Name, changes);
            case FreezeDecision freeze:
                desk.Freeze(new DeviceId(freeze.Device), nowAt);
                return pipeline.Home.Find(new DeviceId(freeze.Device)) is not null;
            default:
                return false;
        }
    }
}
