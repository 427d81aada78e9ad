namespace IoTWatch.Server.Storage;

/// <summary>The state of the detector after a journal message.</summary>
/// <param name="JournalId">The last message that the state includes.</param>
/// <param name="Pipeline">The state of the pipeline, as it saved it.</param>
/// <param name="Sequences">The sequence numbers that each sensor has sent.</param>
public sealed record Checkpoint(long JournalId, byte[] Pipeline, byte[] Sequences);
