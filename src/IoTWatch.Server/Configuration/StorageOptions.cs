namespace IoTWatch.Server.Configuration;

/// <summary>The SQLite file and what it keeps; section <c>storage</c>.</summary>
public sealed record StorageOptions
{
    /// <summary><c>storage.journal_keep</c>: how long telemetry is kept behind the checkpoint; default 1d, 0..365d.</summary>
    public TimeSpan JournalKeep { get; init; } = TimeSpan.FromDays(1);

    /// <summary><c>storage.journal_max_mib</c>: size from which telemetry behind the checkpoint goes, oldest first; default 256 MiB, 1..1,048,576. At four times that much ahead of the checkpoint new telemetry is refused.</summary>
    public int JournalMaxMib { get; init; } = 256;

    /// <summary><c>storage.checkpoint_events</c>: observations between checkpoints; default 100,000, 1..100,000,000.</summary>
    public int CheckpointEvents { get; init; } = 100_000;

    /// <summary><c>storage.checkpoint_every</c>: longest time between checkpoints while telemetry comes; default 5m, 1s..1d.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary><c>storage.changes_keep</c>: alert changes kept for readers that were away; default 100,000, 100..100,000,000.</summary>
    public int ChangesKeep { get; init; } = 100_000;
}
