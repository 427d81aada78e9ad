using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>The SQLite file and what it keeps; section <c>storage</c>.</summary>
public sealed record StorageOptions
{
    /// <summary>
    /// <c>storage.journal_keep</c>: how long telemetry before the checkpoint is kept; default 1d, 0..365d.
    /// </summary>
    [ConfigurationKeyName("journal_keep"), Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan JournalKeep { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// <c>storage.journal_max_mib</c>: size in MiB from which telemetry before the checkpoint is deleted, oldest first;
    /// default 256, 1..1,048,576. At four times that much after the checkpoint new telemetry is refused.
    /// </summary>
    [ConfigurationKeyName("journal_max_mib"), Range(1, 1_048_576)]
    public int JournalMaxMib { get; init; } = 256;

    /// <summary>
    /// <c>storage.checkpoint_events</c>: observations between two checkpoints; default 100,000, 1..100,000,000.
    /// </summary>
    [ConfigurationKeyName("checkpoint_events"), Range(1, 100_000_000)]
    public int CheckpointEvents { get; init; } = 100_000;

    /// <summary>
    /// <c>storage.checkpoint_every</c>: longest time between two checkpoints while telemetry arrives; default 5m,
    /// 1s..1d.
    /// </summary>
    [ConfigurationKeyName("checkpoint_every"), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// <c>storage.changes_keep</c>: alert changes kept for readers that were away; default 100,000, 100..100,000,000.
    /// </summary>
    [ConfigurationKeyName("changes_keep"), Range(100, 100_000_000)]
    public int ChangesKeep { get; init; } = 100_000;
}
