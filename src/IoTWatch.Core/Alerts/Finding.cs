using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Alerts;

/// <summary>What a detector concluded about one channel at one moment; findings become incidents, and incidents alerts.</summary>
public sealed record Finding(
    AlertKind Kind, DateTime At, ChannelState Channel, Destination Destination, EffectiveProfile Profile, IBeaconModel Model);
