using IoTWatch.Core;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Detection;

/// <summary>Stores checkpoints of the detector's state when they are due, and restores the last one.</summary>
/// <remarks>
/// A checkpoint that fails leaves the one before in place, so that only the next start takes longer; it is attempted
/// again after a back-off. All calls are made by the detector's loop.
/// </remarks>
internal sealed class Checkpointer(
    Pipeline pipeline, TelemetryIntake intake, CheckpointStore store, Journal journal, ServiceStatus status,
    StorageOptions options, SupervisedLoop loop, TimeProvider time, ILogger logger)
{
    public static readonly LoopBackoff Backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    private DateTimeOffset _lastAt = time.GetUtcNow();
    private long _lastId;
    private long _observations;

    /// <summary>
    /// Called before a checkpoint: input before it is not read again, so a sink must write its buffers now.
    /// </summary>
    public Action? Due { get; set; }

    /// <summary>Restores the last checkpoint.</summary>
    /// <returns>The id of the last journal message that the state includes; 0 where there is no checkpoint.</returns>
    /// <exception cref="FormatException">The checkpoint cannot be read by this version.</exception>
    public long Restore()
    {
        if (store.Load() is not { } saved)
            return 0;
        pipeline.Restore(saved.Pipeline);
        intake.Sequences = SensorSequences.Load(saved.Sequences);
        if (pipeline.Home.Directory.Devices.MaxBy(device => device.LastAt) is { } newest)
            status.LastObservationAt = newest.LastAt;
        logger.Restored(saved.JournalId, journal.LastId - saved.JournalId);
        return _lastId = saved.JournalId;
    }

    /// <summary>Counts the observations of a batch and takes a checkpoint when one is due.</summary>
    /// <param name="journalId">The last message that the state includes.</param>
    public void AfterBatch(long journalId, int observations)
    {
        _observations += observations;
        var isDue = _observations >= options.CheckpointEvents
            || (_observations > 0 && time.GetUtcNow() - _lastAt >= options.CheckpointEvery);
        if (isDue)
            loop.Attempt(() => Take(journalId));
    }

    /// <summary>Takes a last checkpoint at the end, if there is anything new to store.</summary>
    public void AtStop(long journalId)
    {
        if (journalId > _lastId)
            loop.Attempt(() => Take(journalId));
    }

    private void Take(long journalId)
    {
        NotifySinks();
        var checkpoint = new Checkpoint(journalId, pipeline.Save(), intake.Sequences.Save());
        store.SaveAsync(checkpoint).GetAwaiter().GetResult();
        (_lastId, _lastAt, _observations) = (journalId, time.GetUtcNow(), 0);
        var pruned = journal.PruneAsync(journalId).GetAwaiter().GetResult();
        logger.CheckpointTaken(journalId, checkpoint.Pipeline.Length, pruned);
    }

    private void NotifySinks()
    {
#pragma warning disable CA1031 // The detector's state is stored also when a sink cannot write its buffers.
        try
        {
            Due?.Invoke();
        }
        catch (Exception error)
        {
            if (status.Ingest.CountSinkFailure("checkpoint") == 1)
                logger.SinkFailed("checkpoint", error);
        }
#pragma warning restore CA1031
    }
}
