using IoTWatch.Core.Alerts;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;
using IoTWatch.Server.Api;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Decisions;

/// <summary>Where pages, API and MQTT hand decisions in and see what waits for one.</summary>
public sealed class DecisionDesk(DetectionLoop detection, DecisionClerk clerk, Journal journal, SqliteAlertStore alerts, ServiceStatus status, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Event time, by which expiries count; the clock's before the first observation.</summary>
    public DateTime NowAt => status.LastObservationAt ?? time.GetUtcNow().UtcDateTime;

    /// <summary>Reads a request, journals the decision, and waits until it is carried out and stored.</summary>
    /// <param name="verb">As in <see cref="DecisionRequest"/>.</param>
    public async Task<(DecisionOutcome? Outcome, DecisionProblem? Problem)> DoAsync(string verb, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var request = new DecisionRequest(fields, alerts, NowAt);
        if (await request.ReadAsync(verb, ReviewAsync).ConfigureAwait(false) is not { } decision)
            return (null, request.Problem);
        if (request.IsDryRun)
            return (WouldDo(decision), null);
        try
        {
            return await DoAsync(decision, cancel).ConfigureAwait(false) is { Found: true } outcome ? (outcome, null) : (null, request.NotThere);
        }
        catch (Exception error) when (error is TimeoutException or SqliteException)
        {
            return (null, new DecisionProblem("", $"the store or the detector is too busy: {error.Message}; try again", 503));
        }
    }

    /// <summary>Alerts waiting for a decision that a rule would set aside.</summary>
    public IReadOnlyList<Alert> WouldClose(Suppression rule) =>
        [.. alerts.About(rule.Scope == SuppressionScope.Device ? rule.Subject : null, rule.Destination).Select(stored => stored.Alert).Where(alert => !alert.IsSetAside && rule.Covers(alert))];

    public Task<IReadOnlyList<ReviewItem>> ReviewAsync() => detection.AskAsync<IReadOnlyList<ReviewItem>>(static pipeline => [.. pipeline.Desk.Review()]);

    public Task<IReadOnlyList<DriftReport>> DriftAsync() => detection.AskAsync<IReadOnlyList<DriftReport>>(static pipeline =>
        [.. pipeline.Desk.Proposals().Select(proposal => DriftReport.Of(proposal, NameOf(pipeline, proposal.Device)))]);

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync() => detection.AskAsync<IReadOnlyList<Suppression>>(static pipeline => [.. pipeline.Suppressions]);

    private static string NameOf(Core.Pipeline pipeline, string device) =>
        pipeline.Home.Find(new DeviceId(device))?.Device is not { } known ? device : known.Name ?? (known.Address.IsKnown ? known.Address.ToString() : device);

    private async Task<DecisionOutcome> DoAsync(Decision decision, CancellationToken cancel)
    {
        var (ticket, outcome) = clerk.Expect();
        try
        {
            var appended = journal.TryAppend(JournalEntry.DeskName, JournalEntry.DecisionKind, DecisionCodec.Write(ticket, decision)) ?? throw new TimeoutException("its queue is full");
            await appended.ConfigureAwait(false);
            return await outcome.WaitAsync(Patience, cancel).ConfigureAwait(false);
        }
        finally
        {
            clerk.Forget(ticket);
        }
    }

    private DecisionOutcome WouldDo(Decision decision)
    {
        var closed = decision switch
        {
            SuppressDecision suppress => WouldClose(suppress.Rule),
            TriageDecision triage => [.. alerts.About(triage.Alert.Device.Id, triage.Alert.Destination.Name).Select(stored => stored.Alert)
                .Where(alert => !alert.IsSetAside && triage.Apply(alert).IsSetAside)],
            _ => (IReadOnlyList<Alert>)[],
        };
        return new DecisionOutcome(true, closed.Count, closed.Count(alert => alert.State == AlertState.Escalated), [.. closed.Take(100).Select(alert => alert.Id)]);
    }
}
