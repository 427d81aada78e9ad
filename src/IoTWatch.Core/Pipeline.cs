using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core;

/// <summary>The only way in: observations go through device identity, detection and incidents, and alert changes come out.</summary>
/// <remarks>Not thread-safe: one caller, observations in event-time order. Time is the observation's time; nothing here asks a clock.</remarks>
public sealed class Pipeline(PipelineOptions options, IBeaconModel model, IGeoIp geoIp, IVendors vendors, PublicSuffixList publicSuffixes, ProfileLibrary profiles)
{
    public PipelineOptions Options => options;

    public IBeaconModel Model => model;

    /// <summary>Takes one observation; what changed among the alerts is added to <paramref name="changes"/>.</summary>
    public void Observe(Observation observation, ICollection<AlertChange> changes)
    {
        _ = (observation, changes, geoIp, vendors, publicSuffixes, profiles);
    }

    /// <summary>The whole state (devices, channels, incidents, alerts) as versioned JSON, for a checkpoint.</summary>
    public byte[] Save() => [];

    /// <summary>Takes back what <see cref="Save"/> gave.</summary>
    /// <exception cref="FormatException">The state is damaged, or of an unknown newer version.</exception>
    public void Restore(ReadOnlySpan<byte> state) => _ = state.Length;

    /// <summary>Every channel now, ordered by device, then first contact.</summary>
    public IEnumerable<Channels.ChannelReport> Channels() => [];

    /// <summary>Every device now, ordered by id.</summary>
    public IEnumerable<DeviceReport> Devices() => [];
}
