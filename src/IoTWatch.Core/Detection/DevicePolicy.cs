using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>
/// Decides for one device what is expected, whether it is being learned, and which destinations are foreign.
/// </summary>
/// <remarks>
/// Expected is what the effective profile covers at the event's time. Foreign is tier F3, or a known destination (F2)
/// in a country with high confidence that the device did not call during learning; shared services are excluded from
/// the second, because time servers of a pool are in all countries. Decisions about a channel are written to the
/// channel.
/// </remarks>
public sealed class DevicePolicy(Device device, DeviceState state, DetectionContext context)
{
    private const int MaxCountries = 64;

    private DeviceTraits? _traits;
    private DeviceProfile? _declared;
    private IReadOnlyList<UserRule> _userRules = [];
    private int _userRulesVersion = -1;

    /// <summary>The effective profile: declared, learned and user rules.</summary>
    public EffectiveProfile Profile => new(Declared(), state.Learned, UserRules());

    /// <summary>The maker of its network interface by the IEEE registry; null if unknown.</summary>
    public string? Vendor => context.Vendors.Find(device.Mac);

    /// <summary>The device model: the name of its declared profile; null where none is declared.</summary>
    public string? Model => Declared()?.Name;

    /// <summary>The class of the device, from its profile's name, host name and maker.</summary>
    public DeviceClass Class =>
        DeviceClasses.Of(new DeviceTraits(device.Mac, device.HostName, Vendor, device.MudUrl), Model);

    /// <summary>The device as alerts show it.</summary>
    public DeviceSummary Summary => new(
        device.Id.Value,
        device.Mac.IsKnown ? device.Mac.ToString() : null,
        device.Address.IsKnown ? device.Address.ToString() : null,
        device.Name,
        Vendor,
        Model);

    /// <summary>Whether it is being learned at this time.</summary>
    public bool IsLearning(DateTime at) => state.Learned.IsLearning(at, context.Learn);

    /// <summary>Whether it was learned and no longer is.</summary>
    public bool IsLearned(DateTime at) => state.Learned.Clock.StartedAt is not null && !IsLearning(at);

    /// <summary>The destination of a channel as known now.</summary>
    public Destination DestinationOf(ChannelState channel) =>
        context.Destinations.Resolve(channel.Address, channel.HostName);

    /// <summary>Evaluates a channel against the profile: sets the covering rule, the deviations and the tier.</summary>
    public void Evaluate(ChannelState channel, DateTime at)
    {
        var destination = DestinationOf(channel);
        var coverage = Profile.Evaluate(channel.Key, destination, state.Names.Count > 0, at);
        channel.CoveredBy = coverage.CoveredBy;
        channel.Unexpected = coverage is { IsDeclared: true, Unexpected.Count: 0 }
            ? []
            : coverage.Unexpected | channel.Deviations;
        channel.Tier = destination.IsLocal ? Tier.F0
            : coverage.IsDeclared ? Tier.F1
            : IsKnownParty(channel, destination) ? Tier.F2
            : Tier.F3;
    }

    /// <summary>Evaluates every channel, after the rules have changed.</summary>
    public void EvaluateAll() => EvaluateAll(device.LastAt);

    /// <summary>Evaluates every channel if a rule has expired by this time.</summary>
    public void ExpireRules(DateTime at)
    {
        if (state.ExpiryAt <= at)
            EvaluateAll(at);
    }

    /// <summary>Stores when the next rule expires, if that is not known yet.</summary>
    public void ScheduleExpiry(DateTime at) => state.ExpiryAt ??= Profile.NextExpiry(at);

    /// <summary>
    /// Returns the relation of a destination to the device ("its maker's", "a party it knows"); null without one.
    /// </summary>
    public string? RelationOf(ChannelKey key, Destination destination) =>
        FirstUse.Relation(key, destination, Vendor, Declared(), state.Learned);

    /// <summary>Whether the channel's destination is foreign enough for an alert.</summary>
    public bool IsForeign(ChannelState channel, DateTime at) =>
        channel.Tier == Tier.F3
        || (channel.Tier == Tier.F2 && IsLearned(at) && IsNewCountry(channel, DestinationOf(channel)));

    /// <summary>Whether the destination is in a country, with high confidence, that was not learned.</summary>
    public bool IsNewCountry(ChannelState channel, Destination destination) =>
        destination.Geo is { Country: { } country, Confidence: CountryConfidence.High }
        && !state.Countries.Contains(country)
        && !channel.IsTime && !SharedServices.Contains(destination.HostName, destination.Address);

    /// <summary>Whether a regular channel is, so far, one of the many short visits of a user.</summary>
    public bool IsTransient(ChannelState channel, bool isLearned) =>
        !context.Beacons.IsLasting(channel)
        && (state.Learned.Roams(channel.Key) || (isLearned && Roaming.IsHabit(state.Channels.All, channel.Key)));

    /// <summary>Puts a regular channel on the review list if a user must decide before it is normal.</summary>
    /// <remarks>
    /// During learning, and later for a channel that is covered only by a rule learned from too few calls; never a
    /// channel that a user has rejected.
    /// </remarks>
    public void SendToReview(ChannelState channel, DateTime at)
    {
        var isUnproven = channel.Unexpected.Count == 0 && state.Learned.IsUnproven(channel.Key);
        if (channel.InReview || !(IsLearning(at) || isUnproven) || state.Learned.Refused.Contains(channel.Key))
            return;
        channel.InReview = true;
        state.Learned.Forget(channel.Key);
        Evaluate(channel, at);
    }

    /// <summary>Adds the destination's country to the known countries of the device.</summary>
    public void LearnCountry(Destination destination)
    {
        if (destination.Geo is { Country: { } country, Confidence: CountryConfidence.High }
            && state.Countries.Count < MaxCountries && !state.Countries.Contains(country))
            state.Countries.Add(country);
    }

    /// <summary>Learns a channel of the review list.</summary>
    public void LearnReviewed(ChannelKey key)
    {
        if (state.Channels.Find(key) is not { InReview: true } channel)
            return;
        channel.InReview = false;
        state.Learned.Learn(key, DestinationOf(channel), channel.FirstAt, channel.Contacts.Count);
        EvaluateAll();
    }

    /// <summary>Ends learning when its time is over.</summary>
    public void AdvanceLearning(DateTime at)
    {
        if (state.Learned.Clock.AdvanceTo(at, context.Learn))
            FreezeProfile();
    }

    /// <summary>Ends learning now.</summary>
    public void Freeze(DateTime at)
    {
        state.Learned.Clock.FrozenAt ??= at;
        FreezeProfile();
    }

    /// <summary>
    /// Freezes the profile; channels that went to review before the device was known to roam, and did not last, are
    /// learned.
    /// </summary>
    private void FreezeProfile()
    {
        foreach (var channel in state.Channels.All)
            if (channel.InReview && IsTransient(channel, isLearned: false))
                LearnReviewed(channel.Key);
        state.Learned.Freeze(state.Channels);
    }

    private bool IsKnownParty(ChannelState channel, Destination destination) =>
        channel.IsTime || SharedServices.Contains(destination.HostName, destination.Address)
        || MakerRelation.Exists(Vendor, destination);

    private void EvaluateAll(DateTime at)
    {
        state.ExpiryAt = Profile.NextExpiry(at);
        foreach (var channel in state.Channels.All)
            Evaluate(channel, at);
    }

    /// <summary>
    /// Returns the declared profile. New identifiers of the device may select another one; then every channel is
    /// evaluated again.
    /// </summary>
    private DeviceProfile? Declared()
    {
        if (_traits is not null && _traits.HostName == device.HostName && _traits.MudUrl == device.MudUrl
            && _traits.Mac == device.Mac)
            return _declared;
        var isFirst = _traits is null;
        _traits = new DeviceTraits(device.Mac, device.HostName, Vendor, device.MudUrl, device.Id.Value);
        _userRulesVersion = -1;
        var found = context.Profiles.Find(_traits);
        if (found == _declared)
            return _declared;
        _declared = found;
        if (!isFirst)
            EvaluateAll(device.LastAt);
        return _declared;
    }

    private IReadOnlyList<UserRule> UserRules()
    {
        var declared = Declared();
        if (_userRulesVersion != context.UserRules.Version)
        {
            _userRulesVersion = context.UserRules.Version;
            _userRules = context.UserRules.For(device.Id, _traits!, declared?.Name);
        }
        return _userRules;
    }
}
