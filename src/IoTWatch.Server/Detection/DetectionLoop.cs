using System.Collections.Concurrent;
using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Detection;

/// <summary>The single consumer: reads the journal in order, asks the pipeline, stores what changed, tells the sinks, and takes checkpoints.</summary>
/// <remarks>
/// Order of things for a batch: observe, commit the changes together with the journal id they came from, tell the sinks.
/// A checkpoint holds the pipeline's state after a journal id. On start the checkpoint is restored and the journal
/// behind it detected again; changes that are stored already are not stored or told again. The pipeline
/// is used on this thread only; others ask through <see cref="AskAsync{T}"/>.
/// </remarks>
public sealed class DetectionLoop(
    Pipeline pipeline, Journal journal, SqliteAlertStore alerts, CheckpointStore checkpoints, SinkSet sinks, ServiceStatus status,
    DecisionClerk clerk, StorageOptions options, TimeProvider time, ILogger<DetectionLoop> logger) : IDisposable
{
    private const int BatchMessages = 256;
    private const int BatchBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly TelemetryIntake _intake = new(status.Ingest);
    private readonly ConcurrentQueue<Action> _questions = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Milestone _processed = new();
    private readonly List<Observation> _observations = [];
    private readonly List<AlertChange> _changes = [];
    private Thread? _thread;
    private long _checkpointId;
    private long _sinceCheckpoint;
    private DateTimeOffset _checkpointAt;
    private volatile bool _leaveCheckpoint;
    private bool _inBatch;

    /// <summary>Called on the detector's thread before a checkpoint: what came before it is never seen again, so a sink that buffers must put it on disk now.</summary>
    public event Action? CheckpointDue;

    /// <summary>The last journal message whose alerts are stored and told.</summary>
    public long ProcessedId => _processed.Value;

    /// <summary>Takes back the last checkpoint and begins to read.</summary>
    /// <exception cref="FormatException">The checkpoint cannot be read by this version.</exception>
    public void Start()
    {
        if (checkpoints.Load() is { } saved)
        {
            pipeline.Restore(saved.Pipeline);
            _intake.Sequences = SequenceBook.Load(saved.Sequences);
            if (pipeline.Home.Directory.Devices.MaxBy(device => device.LastAt) is { } newest)
                status.LastObservationAt = newest.LastAt;
            _checkpointId = saved.JournalId;
            _processed.Advance(saved.JournalId);
            logger.Restored(saved.JournalId, journal.LastId - saved.JournalId);
        }
        _checkpointAt = time.GetUtcNow();
        status.Detector = new LinkStatus(LinkState.Up);
        _thread = new Thread(Run) { IsBackground = true, Name = "iotwatch detector" };
        _thread.Start();
    }

    /// <summary>Runs a question on the detector's thread between two batches.</summary>
    public Task<T> AskAsync<T>(Func<Pipeline, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions.Enqueue(() =>
        {
#pragma warning disable CA1031 // The question's failure belongs to whoever asked.
            try
            {
                answer.TrySetResult(question(pipeline));
            }
            catch (Exception error)
            {
                answer.TrySetException(error);
            }
#pragma warning restore CA1031
        });
        journal.Wake();
        return answer.Task.WaitAsync(_stop.Token);
    }

    /// <summary>Ends when the alerts of all messages up to this one are stored and told.</summary>
    /// <exception cref="InvalidOperationException">The detector stopped before.</exception>
    public async Task WhenProcessedAsync(long journalId, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _stop.Token);
        try
        {
            await _processed.WhenReachedAsync(journalId, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new InvalidOperationException($"the detector has stopped: {status.Detector.Detail ?? "as it was told"}");
        }
    }

    /// <summary>Ends after the batch at hand; what is left in the journal is read at the next start.</summary>
    /// <param name="checkpoint">Take a last checkpoint, so that the next start is quick.</param>
    public void Stop(bool checkpoint = true)
    {
        _leaveCheckpoint = checkpoint;
        _stop.Cancel();
        _thread?.Join();
        _thread = null;
    }

    public void Dispose()
    {
        Stop(checkpoint: false);
        _stop.Dispose();
    }

#pragma warning disable CA1031 // The last line of defence of the thread: said aloud, shown as down, and the journal keeps the data.
    private void Run()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                while (_questions.TryDequeue(out var question))
                    question();
                if (Step() == 0)
                    journal.WaitForMore(_stop.Token);
                else if (IsCheckpointDue)
                    TakeCheckpoint();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            status.Detector = new LinkStatus(LinkState.Down, error.Message);
            logger.DetectorDied(error);
            _stop.Cancel();
            return;
        }
        // In the middle of a batch the pipeline is ahead of the journal id that a checkpoint would name.
        if (_leaveCheckpoint && !_inBatch && ProcessedId > _checkpointId)
            TakeCheckpoint();
    }

    private int Step()
    {
        var entries = journal.Read(ProcessedId, BatchMessages, BatchBytes);
        if (entries.Count == 0)
            return 0;
        _inBatch = true;
        _changes.Clear();
        // A decision is a batch of its own: what it finds in the store is what all before it has led to.
        if (entries[0].IsDecision)
            entries = [entries[0]];
        else if (entries.Any(entry => entry.IsDecision))
            entries = [.. entries.TakeWhile(entry => !entry.IsDecision)];
        Action? answer = null;
        foreach (var entry in entries)
        {
            var known = entry.Id <= alerts.AppliedJournalId;
            if (entry.IsDecision)
            {
                answer = Decide(entry, known);
                continue;
            }
            Take(entry);
            foreach (var observation in _observations)
                Observe(observation, known);
            _sinceCheckpoint += _observations.Count;
        }
        var last = entries[^1].Id;
        if (_changes.Count > 0)
        {
            var stored = Insist(() => alerts.ApplyAsync(last, _changes));
            for (var i = 0; i < stored.Count; i++)
                sinks.Changed(stored[i], _changes[i]);
        }
        answer?.Invoke();
        if (_intake.NewestAt > DateTime.UnixEpoch)
            status.LastObservationAt = _intake.NewestAt;
        status.Queue = journal.LastId - last;
        _inBatch = false;
        _processed.Advance(last);
        return entries.Count;
    }

    private void Take(JournalEntry entry)
    {
        _observations.Clear();
        try
        {
            _intake.Take(entry, _observations);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A message that cannot be borne must not stop all others, now and after every restart.
            status.Ingest.CountDropped("intake-failed");
            logger.ObservationFailed(entry.Kind.ToString(), error);
        }
    }

    /// <returns>Tells whoever waits for the outcome, once it is stored.</returns>
    private Action? Decide(JournalEntry entry, bool known)
    {
        _sinceCheckpoint++;
        try
        {
            var (ticket, decision) = DecisionCodec.Read(entry.Payload);
            var outcome = clerk.Do(decision, pipeline, known, _changes);
            status.Count(pipeline.Desk);
            if (known)
                _changes.Clear();
            return () => clerk.Tell(ticket, outcome);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // As above.
            status.Ingest.CountDropped("decision-failed");
            logger.ObservationFailed("decision", error);
            _changes.Clear();
            return null;
        }
    }

    private void Observe(Observation observation, bool known)
    {
        var before = _changes.Count;
        try
        {
            pipeline.Observe(observation, _changes);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // As above.
            status.Ingest.CountDropped("detector-failed");
            logger.ObservationFailed(observation.GetType().Name, error);
        }
        if (known)
            _changes.RemoveRange(before, _changes.Count - before);
        sinks.Observed(observation);
    }

    private void TellCheckpointDue()
    {
        try
        {
            CheckpointDue?.Invoke();
        }
        catch (Exception error)
        {
            // A sink that cannot keep its part loses it; the detector's state must be kept all the same.
            status.Ingest.CountSinkFailure("checkpoint");
            logger.SinkFailed("checkpoint", error);
        }
    }
#pragma warning restore CA1031

    private bool IsCheckpointDue =>
        _sinceCheckpoint >= options.CheckpointEvents || (_sinceCheckpoint > 0 && time.GetUtcNow() - _checkpointAt >= options.CheckpointEvery);

    private void TakeCheckpoint()
    {
        TellCheckpointDue();
        var checkpoint = new Checkpoint(ProcessedId, pipeline.Save(), _intake.Sequences.Save());
        _checkpointAt = time.GetUtcNow();
        _sinceCheckpoint = 0;
        try
        {
            checkpoints.SaveAsync(checkpoint).GetAwaiter().GetResult();
            _checkpointId = checkpoint.JournalId;
            var pruned = journal.PruneAsync(checkpoint.JournalId).GetAwaiter().GetResult();
            logger.CheckpointTaken(checkpoint.JournalId, checkpoint.Pipeline.Length, pruned);
        }
        catch (Microsoft.Data.Sqlite.SqliteException error)
        {
            // The old checkpoint stands; only the next start takes longer.
            logger.CheckpointFailed(error);
        }
    }

    /// <summary>Tries until the store takes it: the pipeline has moved on, so these changes exist nowhere else.</summary>
    private IReadOnlyList<StoredAlert> Insist(Func<Task<IReadOnlyList<StoredAlert>>> store)
    {
        while (true)
        {
            try
            {
                return store().GetAwaiter().GetResult();
            }
            catch (Microsoft.Data.Sqlite.SqliteException error)
            {
                status.Store = new LinkStatus(LinkState.Down, error.Message);
                logger.StoreFailed(error);
            }
            Task.Delay(RetryAfter, time, _stop.Token).GetAwaiter().GetResult();
        }
    }
}
