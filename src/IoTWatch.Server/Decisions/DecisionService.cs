using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Home;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using Microsoft.Data.Sqlite;

namespace IoTWatch.Server.Decisions;

/// <summary>Accepts decisions from pages, API and MQTT, and lists what waits for one.</summary>
public sealed class DecisionService(
    PipelineQueries queries, DecisionExecutor executor, Journal journal, SqliteAlertStore alerts, ServiceStatus status,
    TimeProvider time)
{
    private const int MaxIds = 100;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Event time, from which expiries count; the time of the clock before the first observation.</summary>
    public DateTime NowAt => status.LastObservationAt ?? time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Reads a request, writes the decision to the journal, and waits until it is executed and stored.
    /// </summary>
    /// <param name="verb">As in <see cref="DecisionRequest"/>.</param>
    public async Task<(DecisionOutcome? Outcome, DecisionProblem? Problem)> ExecuteAsync(
        string verb, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var request = new DecisionRequest(fields, alerts, NowAt);
        try
        {
            if (await request.ReadAsync(verb, ReviewAsync).ConfigureAwait(false) is not { } decision)
                return (null, request.Problem);
            if (request.IsDryRun)
                return (Preview(decision), null);
            var outcome = await ExecuteAsync(decision, cancel).ConfigureAwait(false);
            return outcome.Found ? (outcome, null) : (null, request.NotThere);
        }
        catch (Exception error) when (error is TimeoutException or SqliteException)
        {
            var message = $"the store or the detector is too busy: {error.Message}; try again";
            return (null, new DecisionProblem("", message, 503));
        }
    }

    /// <summary>The alerts waiting for a decision that a rule would set aside.</summary>
    public IReadOnlyList<Alert> PreviewClosed(Suppression rule) =>
    [
        .. alerts.About(rule.Scope == SuppressionScope.Device ? rule.Subject : null, rule.Destination)
            .Select(stored => stored.Alert).Where(alert => !alert.IsSetAside && rule.Covers(alert)),
    ];

    public Task<IReadOnlyList<ReviewItem>> ReviewAsync() =>
        queries.QueryAsync<IReadOnlyList<ReviewItem>>(static pipeline => [.. pipeline.Administration.Reviews()]);

    public Task<IReadOnlyList<DriftReport>> DriftAsync() =>
        queries.QueryAsync<IReadOnlyList<DriftReport>>(static pipeline =>
        [
            .. pipeline.Administration.Proposals()
                .Select(proposal => DriftReport.Of(proposal, NameOf(pipeline, proposal.Device))),
        ]);

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync() =>
        queries.QueryAsync<IReadOnlyList<Suppression>>(static pipeline => [.. pipeline.Administration.Suppressions]);

    private static string NameOf(Pipeline pipeline, string id)
    {
        if (pipeline.Home.Find(new DeviceId(id))?.Device is not { } device)
            return id;
        return device.Name ?? (device.Address.IsKnown ? device.Address.ToString() : id);
    }

    private async Task<DecisionOutcome> ExecuteAsync(Decision decision, CancellationToken cancel)
    {
        var (ticket, outcome) = executor.Register();
        try
        {
            var payload = DecisionCodec.Write(ticket, decision);
            var appended = journal.TryAppend(JournalEntry.DecisionSensor, JournalEntry.DecisionKind, payload)
                ?? throw new TimeoutException("its queue is full");
            await appended.ConfigureAwait(false);
            return await outcome.WaitAsync(Timeout, cancel).ConfigureAwait(false);
        }
        finally
        {
            executor.Unregister(ticket);
        }
    }

    private DecisionOutcome Preview(Decision decision)
    {
        var closed = decision switch
        {
            SuppressDecision suppress => PreviewClosed(suppress.Rule),
            TriageDecision triage =>
            [
                .. alerts.About(triage.Alert.Device.Id, triage.Alert.Destination.Name).Select(stored => stored.Alert)
                    .Where(alert => !alert.IsSetAside && triage.Apply(alert).IsSetAside),
            ],
            _ => (IReadOnlyList<Alert>)[],
        };
        var escalated = closed.Count(alert => alert.State == AlertState.Escalated);
        return new DecisionOutcome(true, closed.Count, escalated, [.. closed.Take(MaxIds).Select(alert => alert.Id)]);
    }
}
