namespace IoTWatch.Core;

/// <summary>Options of the pipeline.</summary>
public sealed record PipelineOptions
{
    /// <summary>
    /// The home's networks as CIDR; null = the private ranges, and where neither end is local the opener of a flow is
    /// the device.
    /// </summary>
    public IReadOnlyList<string>? LocalNetworks { get; init; }

    /// <summary>
    /// How long a device without a declared profile is learned before its profile is frozen, event time; zero = nothing
    /// is learned.
    /// </summary>
    public TimeSpan Learn { get; init; } = TimeSpan.Zero;

    /// <summary>Beaconing probability from which a channel can alert, 0..1.</summary>
    public double BeaconThreshold { get; init; } = 0.5;

    /// <summary>
    /// Maximum number of new alerts of a device within 24 hours; the others are deferred, except critical ones.
    /// 1..1000.
    /// </summary>
    public int AlertsPerDeviceDay { get; init; } = 5;

    /// <summary>
    /// Maximum number of new alerts of the home within 24 hours; the others are deferred, except critical ones.
    /// 1..10,000.
    /// </summary>
    public int AlertsPerHomeDay { get; init; } = 20;

    /// <summary>
    /// Maximum number of channels per device; the least recently used is evicted and counted. 16..1,000,000.
    /// </summary>
    public int MaxChannelsPerDevice { get; init; } = 4096;

    /// <summary>Maximum number of devices. 1..10,000,000.</summary>
    public int MaxDevices { get; init; } = 100_000;
}
