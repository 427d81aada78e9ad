using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Detection;

/// <summary>Applies journal messages to the pipeline and collects the alert changes that they cause.</summary>
/// <remarks>
/// An observation, message or decision for which the pipeline throws is set aside at the first failure: it is left
/// out, counted, and logged with its journal id. It is not tried again, because the pipeline may have applied a part
/// of it, and because reading the journal again after a crash must give the same result. The loop <c>detection</c> is
/// failing after a batch in which something was set aside, and running after the next batch without.
/// </remarks>
internal sealed class JournalDetector(
    Pipeline pipeline, TelemetryIntake intake, DecisionExecutor decisions, SinkSet sinks, ServiceStatus status,
    SupervisedLoop loop, ILogger logger)
{
    private const int MaxLogged = 100;

    private readonly List<Observation> _observations = [];
    private int _logged;
    private bool _isSetAside;

    /// <summary>Applies the messages of a batch: either telemetry, or a single decision.</summary>
    /// <param name="appliedId">
    /// Changes caused by messages up to this id are stored already; they are not collected again.
    /// </param>
    public JournalBatch Detect(IReadOnlyList<JournalEntry> entries, long appliedId)
    {
        _isSetAside = false;
        var batch = new JournalBatch(entries[^1].Id);
        foreach (var entry in entries)
        {
            batch.IsStored = entry.Id <= appliedId;
            if (entry.IsDecision)
                Execute(entry, batch);
            else
                Observe(entry, batch);
        }
        if (!_isSetAside)
            loop.Succeeded();
        return batch;
    }

#pragma warning disable CA1031 // One message must not stop all others, now and after every restart.
    private void Observe(JournalEntry entry, JournalBatch batch)
    {
        _observations.Clear();
        try
        {
            intake.Decode(entry, _observations);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            SetAside("intake", entry.Id, error);
        }
        foreach (var observation in _observations)
        {
            var before = batch.Changes.Count;
            try
            {
                pipeline.Observe(observation, batch.Changes);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                SetAside("detector", entry.Id, error);
            }
            if (batch.IsStored)
                batch.Changes.RemoveRange(before, batch.Changes.Count - before);
            sinks.Observed(observation);
        }
        batch.Observations += _observations.Count;
    }

    private void Execute(JournalEntry entry, JournalBatch batch)
    {
        batch.Observations++;
        try
        {
            var (ticket, decision) = DecisionCodec.Read(entry.Payload);
            batch.Decision = new ExecutedDecision(ticket, decision,
                decisions.Execute(decision, pipeline, batch.Changes));
            status.CountWaiting(pipeline.Administration);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            SetAside("decision", entry.Id, error);
            batch.Changes.Clear();
        }
    }

    /// <summary>
    /// Adds the changes of a decision on alerts that are in the store alone; may be called again after a failure.
    /// </summary>
    /// <exception cref="SqliteException">The store cannot be read now.</exception>
    public void AddStoredAlerts(JournalBatch batch, Decision decision)
    {
        try
        {
            decisions.AddStoredAlerts(decision, pipeline.Administration.Suppressions, batch.Changes);
        }
        catch (Exception error) when (error is not (SqliteException or OutOfMemoryException))
        {
            SetAside("decision", batch.LastId, error);
        }
    }
#pragma warning restore CA1031

    private void SetAside(string part, long journalId, Exception error)
    {
        _isSetAside = true;
        status.Ingest.CountDropped(part + "-failed");
        loop.Failed(error);
        if (++_logged <= MaxLogged)
            logger.SetAside(part, journalId, error);
    }
}

/// <summary>The changes that a batch of journal messages caused, until they are stored and published.</summary>
/// <param name="LastId">The id of its last message.</param>
internal sealed record JournalBatch(long LastId)
{
    public List<AlertChange> Changes { get; } = [];

    /// <summary>Whether the changes of its last message were stored before a crash.</summary>
    public bool IsStored { get; set; }

    public int Observations { get; set; }

    /// <summary>The decision of the batch; null if it is telemetry.</summary>
    public ExecutedDecision? Decision { get; set; }
}

/// <summary>A decision that the pipeline has executed.</summary>
/// <param name="IsFound">Whether its subject exists.</param>
internal sealed record ExecutedDecision(Guid Ticket, Decision Decision, bool IsFound);
