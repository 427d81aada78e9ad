using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>The result of a detector about one device at one time, with everything that an alert contains.</summary>
/// <param name="FirstAt">Start of the reported activity.</param>
/// <param name="Channel">The channel concerned; null for many channels, or none: then the evidence has its own
/// target.</param>
/// <param name="Destination">The channel's destination.</param>
/// <param name="Profile">The effective profile in force.</param>
/// <param name="IsNewCountry">Whether a known destination is in a country that the device did not call during
/// learning.</param>
public sealed record Finding(
    DeviceSummary Device, Evidence Evidence, DateTime At, DateTime FirstAt, ChannelState? Channel,
    Destination? Destination, EffectiveProfile Profile, bool IsNewCountry = false)
{
    public AlertKind Kind => Evidence.Kind;

    /// <summary>Whether a user must decide if it is normal: it is regular and began during learning.</summary>
    public bool IsForReview => Evidence is BeaconEvidence && Channel is { InReview: true };

    /// <summary>The organisation or target: findings with the same one are one incident.</summary>
    public string Party => Evidence.Target?.Name ?? Organisation.Of(Destination!);

    public FindingContext Context => new(
        Profile.Name, Channel?.Tier ?? Evidence.Target?.Tier ?? Tier.F3,
        (Channel?.Unexpected ?? []) | Evidence.Deviations, IsNewCountry);

    /// <summary>The severity in this context; at most high for review, because no profile exists yet.</summary>
    public Severity SeverityIn(FindingContext context) =>
        Evidence.SeverityIn(context) is var severity && IsForReview && severity > Severity.High
            ? Severity.High
            : severity;
}

/// <summary>The circumstances of evidence that its severity and texts depend on.</summary>
/// <param name="Profile">Name of the effective profile; <c>none</c> without one.</param>
/// <param name="IsNewCountry">As in <see cref="Finding"/>.</param>
public sealed record FindingContext(string Profile, Tier Tier, DeviationSet Unexpected, bool IsNewCountry)
{
    public bool HasProfile => Profile != "none";
}
