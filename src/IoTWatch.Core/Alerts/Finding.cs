using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Alerts;

/// <summary>What a detector concluded about one device at one moment; findings become incidents, and incidents alerts.</summary>
/// <param name="FirstAt">When what it speaks of began.</param>
/// <param name="Channel">The channel concerned; null where many are, or none: then the evidence names its own target.</param>
/// <param name="Destination">The channel's destination.</param>
public sealed record Finding(
    Evidence Evidence, DateTime At, DateTime FirstAt, ChannelState? Channel, Destination? Destination, EffectiveProfile Profile, bool IsNewCountry = false)
{
    public AlertKind Kind => Evidence.Kind;

    /// <summary>It is regular and began while the device was being learned: a person says whether that is normal.</summary>
    public bool IsForReview => Evidence is BeaconEvidence && Channel is { InReview: true };

    /// <summary>The same party is the same incident.</summary>
    public string Party => Evidence.Target?.Name ?? Organisation.Of(Destination!);
}
