using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>What a detector concluded about one device at one moment, with everything that an alert needs.</summary>
/// <param name="FirstAt">When what it reports began.</param>
/// <param name="Channel">The channel concerned; null where many are, or none: then the evidence names its own
/// target.</param>
/// <param name="Destination">The channel's destination.</param>
/// <param name="Profile">The effective profile in force.</param>
/// <param name="IsNewCountry">A known party, in a country where the device never called while it was learned.</param>
public sealed record Finding(
    DeviceSummary Device, Evidence Evidence, DateTime At, DateTime FirstAt, ChannelState? Channel,
    Destination? Destination, EffectiveProfile Profile, bool IsNewCountry = false)
{
    public AlertKind Kind => Evidence.Kind;

    /// <summary>
    /// Whether a person must say if it is normal: it is regular and began while the device was being learned.
    /// </summary>
    public bool IsForReview => Evidence is BeaconEvidence && Channel is { InReview: true };

    /// <summary>The party: findings about the same one are one incident.</summary>
    public string Party => Evidence.Target?.Name ?? Organisation.Of(Destination!);

    public FindingContext Context => new(
        Profile.Name, Channel?.Tier ?? Evidence.Target?.Tier ?? Tier.F3,
        (Channel?.Unexpected ?? []) | Evidence.Deviations, IsNewCountry);

    /// <summary>
    /// The severity in this context; what is for review is never critical, since no profile to judge by exists yet.
    /// </summary>
    public Severity SeverityIn(FindingContext context) =>
        Evidence.SeverityIn(context) is var severity && IsForReview && severity > Severity.High
            ? Severity.High
            : severity;
}

/// <summary>The circumstances of a piece of evidence, on which its severity and its texts depend.</summary>
/// <param name="Profile">The effective profile in force, by name; <c>none</c> where there is none.</param>
/// <param name="IsNewCountry">As in <see cref="Finding"/>.</param>
public sealed record FindingContext(string Profile, Tier Tier, DeviationSet Unexpected, bool IsNewCountry)
{
    public bool HasProfile => Profile != "none";
}
