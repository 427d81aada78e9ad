using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>Decides for one device what is expected of it, whether it is being learned, and whom it may call.</summary>
/// <remarks>
/// Expected is what the effective profile covers at the event's time. Foreign is tier F3, or a known party (F2) in a
/// country with high confidence where the device never called while it was learned; shared services are left out of the
/// second, since a pool of time servers answers from anywhere. What it decides of a channel is written to the channel.
/// </remarks>
public sealed class DevicePolicy(Device device, DeviceState state, DetectionContext context)
{
    private const int MaxCountries = 64;

    private DeviceTraits? _traits;
    private DeviceProfile? _declared;
    private IReadOnlyList<UserRule> _userRules = [];
    private int _userRulesVersion = -1;

    /// <summary>What the device may do.</summary>
    public EffectiveProfile Profile => new(Declared(), state.Learned, UserRules());

    /// <summary>The maker of its network interface by the IEEE registry; null if unknown.</summary>
    public string? Vendor => context.Vendors.Find(device.Mac);

    /// <summary>The device model: the name of its declared profile; null where none is declared.</summary>
    public string? Model => Declared()?.Name;

    /// <summary>The kind of device, from its profile's name, host name and maker.</summary>
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

    /// <summary>Evaluates a channel against the profile: sets what covers it, its deviations and its tier.</summary>
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

    /// <summary>Evaluates every channel anew, after the rules have changed.</summary>
    public void EvaluateAll() => EvaluateAll(device.LastAt);

    /// <summary>Evaluates every channel anew where a rule has expired by this time.</summary>
    public void ExpireRules(DateTime at)
    {
        if (state.ExpiryAt <= at)
            EvaluateAll(at);
    }

    /// <summary>Notes when the next rule expires, if that is not known yet.</summary>
    public void ScheduleExpiry(DateTime at) => state.ExpiryAt ??= Profile.NextExpiry(at);

    /// <summary>
    /// What binds a destination to the device: "its maker's", "a party it knows"; null where nothing does.
    /// </summary>
    public string? RelationOf(ChannelKey key, Destination destination) =>
        FirstUse.Relation(key, destination, Vendor, Declared(), state.Learned);

    /// <summary>Whether the channel's destination is foreign enough to alert.</summary>
    public bool IsForeign(ChannelState channel, DateTime at) =>
        channel.Tier == Tier.F3
        || (channel.Tier == Tier.F2 && IsLearned(at) && IsNewCountry(channel, DestinationOf(channel)));

    /// <summary>Whether the destination is in a country, with high confidence, that was not learned.</summary>
    public bool IsNewCountry(ChannelState channel, Destination destination) =>
        destination.Geo is { Country: { } country, Confidence: CountryConfidence.High }
        && !state.Countries.Contains(country)
        && !channel.IsTime && !SharedServices.Contains(destination.HostName, destination.Address);

    /// <summary>
    /// Whether a regular channel is, as far as can be told so far, one of the many short visits that a user makes.
    /// </summary>
    public bool IsTransient(ChannelState channel, bool isLearned) =>
        !context.Beacons.IsLasting(channel)
        && (state.Learned.Roams(channel.Key) || (isLearned && Roaming.IsHabit(state.Channels.All, channel.Key)));

    /// <summary>
    /// Puts a regular channel on the review list where a person must decide before it counts as normal.
    /// </summary>
    /// <remarks>
    /// That is while the device is learned, and later where the channel is covered only by what could not prove itself
    /// while learned; never what a person has refused.
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

    /// <summary>Adds the destination's country to those the device is used to.</summary>
    public void LearnCountry(Destination destination)
    {
        if (destination.Geo is { Country: { } country, Confidence: CountryConfidence.High }
            && state.Countries.Count < MaxCountries && !state.Countries.Contains(country))
            state.Countries.Add(country);
    }

    /// <summary>Learns a channel of the review list after all.</summary>
    public void Trust(ChannelKey key)
    {
        if (state.Channels.Find(key) is not { InReview: true } channel)
            return;
        channel.InReview = false;
        state.Learned.Learn(key, DestinationOf(channel), channel.FirstAt, channel.Contacts.Count);
        EvaluateAll();
    }

    /// <summary>Ends learning where its time is over.</summary>
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
    /// Freezes the profile; what went to review before the device was known to roam, and did not last, is learned.
    /// </summary>
    private void FreezeProfile()
    {
        foreach (var channel in state.Channels.All)
            if (channel.InReview && IsTransient(channel, isLearned: false))
                Trust(channel.Key);
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
    /// The declared profile. Where the device has told more of itself it may be another: then every channel is
    /// evaluated anew.
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
