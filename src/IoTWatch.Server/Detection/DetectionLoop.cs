using IoTWatch.Core;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Detection;

/// <summary>
/// Reads the journal in order, runs the pipeline on it, stores the alert changes and passes them to the sinks.
/// </summary>
/// <remarks>
/// For each batch: observe, commit the changes together with the journal id they came from, notify the sinks. A batch
/// whose changes cannot be stored is kept and stored by a later attempt, without observing it again. A checkpoint
/// holds the state of the pipeline after a journal id. At the start the checkpoint is restored and the journal after
/// it is read again; changes that are stored already are neither stored nor published again. The pipeline is used by
/// this loop's thread only; others ask through <see cref="PipelineQueries"/>, which are answered before every
/// attempt.
/// </remarks>
public sealed class DetectionLoop : IDisposable
{
    private const int BatchMessages = 256;
    private const int BatchBytes = 4 * 1024 * 1024;

    private readonly Pipeline _pipeline;
    private readonly PipelineQueries _queries;
    private readonly Journal _journal;
    private readonly SqliteAlertStore _alerts;
    private readonly SinkSet _sinks;
    private readonly ServiceStatus _status;
    private readonly DecisionExecutor _decisions;
    private readonly TelemetryIntake _intake;
    private readonly JournalDetector _detector;
    private readonly Checkpointer _checkpointer;
    private readonly SupervisedLoop _loop;
    private readonly SupervisedLoop _checkpointLoop;
    private readonly SupervisedLoop _detectionLoop;
    private readonly CancellationTokenSource _stop = new();
    private readonly ProgressMark _processed = new();
    private Thread? _thread;
    private JournalBatch? _batch;
    private bool _isIdle;
    private volatile bool _takeLastCheckpoint;

    public DetectionLoop(
        Pipeline pipeline, PipelineQueries queries, Journal journal, SqliteAlertStore alerts,
        CheckpointStore checkpoints,
        SinkSet sinks, ServiceStatus status, DecisionExecutor decisions, StorageOptions options,
        LoopSupervisor supervisor,
        TimeProvider time, ILogger<DetectionLoop> logger)
    {
        (_pipeline, _queries, _journal, _alerts, _sinks) = (pipeline, queries, journal, alerts, sinks);
        (_status, _decisions) = (status, decisions);
        _loop = supervisor.Add(ServiceStatus.DetectorLoop);
        _detectionLoop = supervisor.Add("detection");
        _checkpointLoop = supervisor.Add("checkpoint", Checkpointer.Backoff);
        _intake = new TelemetryIntake(status.Ingest);
        _detector = new JournalDetector(pipeline, _intake, decisions, sinks, status, _detectionLoop, logger);
        _checkpointer = new Checkpointer(
            pipeline, _intake, checkpoints, journal, status, options, _checkpointLoop, time, logger);
    }

    /// <summary>
    /// Called on the detector's thread before a checkpoint: a sink that buffers must write to disk now.
    /// </summary>
    public event Action? CheckpointDue
    {
        add => _checkpointer.Due += value;
        remove => _checkpointer.Due -= value;
    }

    /// <summary>The last journal message whose alert changes are stored and passed to the sinks.</summary>
    public long ProcessedId => _processed.Value;

    /// <summary>Restores the last checkpoint and starts to read.</summary>
    /// <exception cref="FormatException">The checkpoint cannot be read by this version.</exception>
    public void Start()
    {
        _processed.AdvanceTo(_checkpointer.Restore());
        _status.Detector = new LinkStatus(LinkState.Up);
        _queries.Queued = _journal.Wake;
        _thread = new Thread(Run) { IsBackground = true, Name = "iotwatch detector" };
        _thread.Start();
    }

    /// <summary>
    /// Ends when the alert changes of all messages up to this one are stored and passed to the sinks.
    /// </summary>
    /// <exception cref="InvalidOperationException">The detector was stopped before.</exception>
    public async Task WhenProcessedAsync(long journalId, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _stop.Token);
        try
        {
            await _processed.WhenReachedAsync(journalId, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new InvalidOperationException("the detector was stopped");
        }
    }

    /// <summary>Ends after the present batch; the rest of the journal is read at the next start.</summary>
    /// <param name="checkpoint">Take a last checkpoint, so that the next start is quick.</param>
    public void Stop(bool checkpoint = true)
    {
        _takeLastCheckpoint = checkpoint;
        _stop.Cancel();
        _thread?.Join();
        _thread = null;
        _queries.Queued = null;
        _queries.Close();
    }

    public void Dispose()
    {
        Stop(checkpoint: false);
        _loop.Dispose();
        _detectionLoop.Dispose();
        _checkpointLoop.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        _loop.Run(ProcessBatch, WaitForMore, _stop.Token);
        // With a batch in work the pipeline is ahead of the journal id that a checkpoint would name.
        if (_takeLastCheckpoint && _batch is null)
            _checkpointer.AtStop(ProcessedId);
    }

    private void WaitForMore(CancellationToken stop)
    {
        if (_isIdle)
            _journal.WaitForMore(stop);
    }

    private void ProcessBatch(CancellationToken stop)
    {
        _queries.AnswerAll(_pipeline);
        if (_batch is null)
        {
            var entries = _journal.Read(ProcessedId, BatchMessages, BatchBytes);
            _isIdle = entries.Count == 0;
            if (_isIdle)
                return;
            _batch = _detector.Detect(FirstPart(entries), _alerts.AppliedJournalId);
        }
        Complete(_batch);
        var observations = _batch.Observations;
        _batch = null;
        _checkpointer.AfterBatch(ProcessedId, observations);
    }

    /// <summary>A decision is a batch of its own: it applies to what all messages before it have led to.</summary>
    private static List<JournalEntry> FirstPart(IReadOnlyList<JournalEntry> entries) =>
        entries[0].IsDecision ? [entries[0]] : [.. entries.TakeWhile(entry => !entry.IsDecision)];

    /// <summary>Stores the changes of the batch and notifies everybody; throws before anybody was notified.</summary>
    private void Complete(JournalBatch batch)
    {
        DecisionOutcome? outcome = null;
        if (batch.Decision is { } executed)
        {
            if (batch.IsStored)
                batch.Changes.Clear();
            else
                _detector.AddStoredAlerts(batch, executed.Decision);
            outcome = DecisionExecutor.OutcomeOf(executed.Decision, executed.IsFound, batch.Changes);
        }
        if (batch.Changes.Count > 0)
        {
            var stored = _alerts.ApplyAsync(batch.LastId, batch.Changes).GetAwaiter().GetResult();
            for (var i = 0; i < stored.Count; i++)
                _sinks.Changed(stored[i], batch.Changes[i]);
        }
        if (outcome is not null)
            _decisions.Complete(batch.Decision!.Ticket, outcome);
        if (_intake.NewestAt > DateTime.UnixEpoch)
            _status.LastObservationAt = _intake.NewestAt;
        _status.Queue = _journal.LastId - batch.LastId;
        _processed.AdvanceTo(batch.LastId);
    }
}
