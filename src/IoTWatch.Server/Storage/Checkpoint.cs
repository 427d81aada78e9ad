namespace IoTWatch.Server.Storage;

/// <summary>The detector's whole state after a journal message.</summary>
/// <param name="JournalId">The last message it holds.</param>
/// <param name="Pipeline">As the pipeline saved it.</param>
/// <param name="Sequences">Which sequence numbers each sensor has sent.</param>
public sealed record Checkpoint(long JournalId, byte[] Pipeline, byte[] Sequences);
