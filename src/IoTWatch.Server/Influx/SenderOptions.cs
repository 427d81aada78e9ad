using System.ComponentModel.DataAnnotations;

namespace IoTWatch.Server.Influx;

/// <summary>How points are batched, kept and sent again; the defaults suit a home and a site alike.</summary>
public sealed record SenderOptions
{
    /// <summary>Compress requests: <c>null</c> = except to this machine, where it costs a fifth of the throughput.</summary>
    public bool? Gzip { get; init; }

    /// <summary>Create missing databases where the server allows it (1.x).</summary>
    public bool CreateDatabases { get; init; } = true;

    /// <summary>Create them with the retention of the schema; off = keep for ever, for replaying old captures.</summary>
    public bool ApplyRetention { get; init; } = true;

    /// <summary>Points a request. 1..50,000.</summary>
    [Range(1, 50_000)]
    public int BatchPoints { get; init; } = 5_000;

    /// <summary>Bytes a request before compression. 1 KiB..4 MiB.</summary>
    [Range(1024, 4 << 20)]
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>The longest a point waits before it is on disk.</summary>
    public TimeSpan BatchTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Disk for points that could not be sent yet, per database except alerts, which are never dropped. 1 MiB or more.</summary>
    [Range(1L << 20, long.MaxValue)]
    public long SpoolBytes { get; init; } = 2L << 30;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First wait after a failure; doubles up to <see cref="LongestBackoff"/>, each with full jitter.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most of a server's Retry-After that is honoured.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Between attempts while the server's configuration stands in the way.</summary>
    public TimeSpan MisconfiguredRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between attempts while the server refuses most points.</summary>
    public TimeSpan BlockedRetry { get; init; } = TimeSpan.FromMinutes(5);
}
