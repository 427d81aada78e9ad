using System.ComponentModel.DataAnnotations;
using IoTWatch.Application.Composition;
using IoTWatch.Core;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>Options of the detector; section <c>detection</c>.</summary>
/// <remarks>
/// The detector itself takes <see cref="PipelineOptions"/>, whose project knows no configuration library.
/// </remarks>
public sealed record DetectionConfiguration
{
    /// <summary><c>detection.local_networks</c>: list of CIDR; default none = the private ranges.</summary>
    [ConfigurationKeyName("local_networks")]
    public IReadOnlyList<string> LocalNetworks { get; init; } = [];

    /// <summary>
    /// <c>detection.learn</c>: how long each device is learned, event time, ended early by 3 days without a new
    /// channel; default 7d, 0..90d.
    /// </summary>
    [ConfigurationKeyName("learn"), Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan Learn { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// <c>detection.beacon_threshold</c>: beaconing probability from which a channel can alert; default 0.5, 0..1.
    /// </summary>
    [ConfigurationKeyName("beacon_threshold")]
    [Range(DetectionOptions.MinBeaconThreshold, DetectionOptions.MaxBeaconThreshold)]
    public double BeaconThreshold { get; init; } = 0.5;

    /// <summary>
    /// <c>detection.alerts_per_device_day</c>: new alerts published of one device within 24 hours, the rest is
    /// deferred; default 5, 1..1,000.
    /// </summary>
    [ConfigurationKeyName("alerts_per_device_day")]
    [Range(DetectionOptions.MinAlertsPerDay, DetectionOptions.MaxAlertsPerDeviceDay)]
    public int AlertsPerDeviceDay { get; init; } = 5;

    /// <summary>
    /// <c>detection.alerts_per_home_day</c>: new alerts published of the whole home within 24 hours, the rest is
    /// deferred; default 20, 1..10,000.
    /// </summary>
    [ConfigurationKeyName("alerts_per_home_day")]
    [Range(DetectionOptions.MinAlertsPerDay, DetectionOptions.MaxAlertsPerHomeDay)]
    public int AlertsPerHomeDay { get; init; } = 20;

    /// <summary>
    /// <c>detection.max_channels_per_device</c>: channels kept per device, the least recently used is evicted; default
    /// 4,096, 16..1,000,000.
    /// </summary>
    [ConfigurationKeyName("max_channels_per_device"), Range(16, 1_000_000)]
    public int MaxChannelsPerDevice { get; init; } = 4096;

    /// <summary><c>detection.max_devices</c>: devices kept; default 100,000, 1..10,000,000.</summary>
    [ConfigurationKeyName("max_devices"), Range(1, 10_000_000)]
    public int MaxDevices { get; init; } = 100_000;

    /// <summary>Returns the same options as the detector takes them.</summary>
    public PipelineOptions ToPipeline() => new()
    {
        LocalNetworks = LocalNetworks.Count > 0 ? LocalNetworks : null,
        Learn = Learn,
        BeaconThreshold = BeaconThreshold,
        AlertsPerDeviceDay = AlertsPerDeviceDay,
        AlertsPerHomeDay = AlertsPerHomeDay,
        MaxChannelsPerDevice = MaxChannelsPerDevice,
        MaxDevices = MaxDevices,
    };
}
