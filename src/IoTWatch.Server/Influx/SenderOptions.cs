using System.ComponentModel.DataAnnotations;

namespace IoTWatch.Server.Influx;

/// <summary>How points are batched, kept and retried; the defaults suit a home and a larger site.</summary>
public sealed record SenderOptions
{
    /// <summary>
    /// Compress requests: <c>null</c> = except to this machine, where it costs a fifth of the throughput.
    /// </summary>
    public bool? Gzip { get; init; }

    /// <summary>Create missing databases where the server allows it (1.x).</summary>
    public bool CreateDatabases { get; init; } = true;

    /// <summary>Create them with the retention of the schema; off = keep forever, to replay old captures.</summary>
    public bool ApplyRetention { get; init; } = true;

    /// <summary>Points per request. 1..50,000.</summary>
    [Range(1, 50_000)]
    public int BatchPoints { get; init; } = 5_000;

    /// <summary>Bytes per request before compression. 1 KiB..4 MiB.</summary>
    [Range(1024, 4 << 20)]
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>The longest time before a point is on disk.</summary>
    public TimeSpan BatchTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Disk for points that could not be sent yet, per database except alerts, which are never dropped. 1 MiB or
    /// more.
    /// </summary>
    [Range(1L << 20, long.MaxValue)]
    public long SpoolBytes { get; init; } = 2L << 30;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Shortest wait after a failure; the ceiling doubles up to <see cref="MaxBackoff"/>, with full jitter.
    /// </summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest Retry-After of a server that is respected.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Wait between attempts while the configuration of the server is wrong.</summary>
    public TimeSpan MisconfiguredRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait between attempts while the server refuses most points.</summary>
    public TimeSpan BlockedRetry { get; init; } = TimeSpan.FromMinutes(5);
}
