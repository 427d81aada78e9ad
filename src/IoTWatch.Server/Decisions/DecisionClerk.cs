using System.Collections.Concurrent;
using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Devices;
using IoTWatch.Server.Storage;

namespace IoTWatch.Server.Decisions;

/// <summary>Carries decisions out on the detector's thread, in the journal's order, on what is open and on what is stored.</summary>
/// <remarks>
/// The pipeline holds what is open or has just ended; older alerts are in the store alone and are changed there, in the same transaction.
/// When the journal is read again after a crash, only the pipeline's part is repeated: the store has the rest.
/// </remarks>
public sealed class DecisionClerk(SqliteAlertStore alerts)
{
    private const int MostNamed = 100;

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<DecisionOutcome>> _waiting = new();

    /// <summary>A ticket for a decision about to be journaled, and its outcome once that is stored.</summary>
    public (Guid Ticket, Task<DecisionOutcome> Outcome) Expect()
    {
        var ticket = Guid.NewGuid();
        var source = new TaskCompletionSource<DecisionOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[ticket] = source;
        return (ticket, source.Task);
    }

    public void Forget(Guid ticket) => _waiting.TryRemove(ticket, out _);

    /// <summary>Tells whoever waits.</summary>
    public void Tell(Guid ticket, DecisionOutcome outcome)
    {
        if (_waiting.TryRemove(ticket, out var waiting))
            waiting.TrySetResult(outcome);
    }

    /// <param name="isKnown">The store has its part already.</param>
    public DecisionOutcome Do(Decision decision, Pipeline pipeline, bool isKnown, ICollection<AlertChange> changes)
    {
        var found = InPipeline(decision, pipeline, changes);
        pipeline.Settle(changes);
        if (!isKnown)
            InStore(decision, pipeline, changes);
        var closed = changes.Where(change => change is { Before.IsSetAside: false, After.IsSetAside: true }).ToList();
        return new DecisionOutcome(
            found, closed.Count, closed.Count(change => change.Before!.State == AlertState.Escalated), [.. changes.Take(MostNamed).Select(change => change.After.Id)],
            (decision as SuppressDecision)?.Rule.Id);
    }

    private static bool InPipeline(Decision decision, Pipeline pipeline, ICollection<AlertChange> changes)
    {
        var (desk, nowAt) = (pipeline.Desk, pipeline.Home.NowAt);
        switch (decision)
        {
            case TriageDecision triage:
                pipeline.Revise(triage.Apply, changes);
                if (triage.Verdict is { } isTrue)
                    pipeline.Judge(triage.Alert, isTrue);
                return true;
            case SuppressDecision suppress:
                pipeline.Suppress(suppress.Rule, changes);
                return true;
            case UnsuppressDecision unsuppress:
                var isThere = pipeline.Suppressions.Any(rule => rule.Id == unsuppress.Rule);
                pipeline.Unsuppress(unsuppress.Rule, changes);
                return isThere;
            case ReviewDecision review:
                var device = new DeviceId(review.Device);
                var items = desk.Review().Where(item => item.Device == review.Device && (review.Channel is null || item.Channel == review.Channel)).ToList();
                foreach (var item in items)
                    _ = review.IsApproved ? desk.Approve(device, item.Channel, nowAt, review.ExpiresAt) : desk.Reject(device, item.Channel);
                return items.Count > 0;
            case DriftDecision drift:
                return drift.IsAccepted ? desk.ApproveDrift(new DeviceId(drift.Device), nowAt) : desk.RejectDrift(new DeviceId(drift.Device));
            case RenameDecision rename:
                return pipeline.Rename(new DeviceId(rename.Device), rename.Name, changes);
            case FreezeDecision freeze:
                desk.Freeze(new DeviceId(freeze.Device), nowAt);
                return pipeline.Home.Find(new DeviceId(freeze.Device)) is not null;
            default:
                return false;
        }
    }

    private void InStore(Decision decision, Pipeline pipeline, ICollection<AlertChange> changes)
    {
        Alert Silence(Alert alert) => Suppression.Apply(alert, pipeline.Suppressions);
        var (stored, decide) = decision switch
        {
            TriageDecision triage => (alerts.About(triage.Alert.Device.Id, triage.Alert.Destination.Name), triage.Apply),
            SuppressDecision { Rule: var rule } => (alerts.About(rule.Scope == SuppressionScope.Device ? rule.Subject : null, rule.Destination).Where(found => rule.Covers(found.Alert)), Silence),
            UnsuppressDecision unsuppress => (alerts.SuppressedBy(unsuppress.Rule), Silence),
            _ => (Enumerable.Empty<Feed.StoredAlert>(), (Func<Alert, Alert>)(alert => alert)),
        };
        var done = changes.Select(change => change.After.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var before in stored.Where(found => !done.Contains(found.Alert.Id)).Select(found => found.Alert).ToList())
            if (decide(before) is var after && after != before)
                changes.Add(AlertChange.Of(before, after));
    }
}
