using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>What a device was seen to do while it was learned; frozen afterwards.</summary>
/// <remarks>
/// When learning ends is <see cref="LearningClock"/>'s to say. A channel enters when it is first used. What a person
/// must decide (an unrelated party called regularly) is taken out again by <see cref="Forget"/>, so that a device that
/// is bad on day 1 never becomes normal; so is, later, what was learned without its rhythm being known
/// (<see cref="IsUnproven"/>). Destinations without a name are covered by network (ASN), service and protocol together:
/// cloud services move between prefixes within hours. A device that knows very many parties has its user's habits
/// (<see cref="Roams"/>): what is new there must last before it counts. At most <see cref="Most"/> rules: a scanner is
/// not to be learned.
/// </remarks>
public sealed class LearnedProfile
{
    public const int Most = 4096;
    private const int ContactsToProve = 8;
    private readonly List<LearnedRule> _rules = [];
    private readonly ChannelMap<LearnedRule> _byKey = new();
    private (int Names, int Peers)? _breadth;

    public LearningClock Clock { get; set; } = new();

    /// <summary>In order of first use.</summary>
    public IReadOnlyList<LearnedRule> Rules
    {
        get => _rules;
        set
        {
            _rules.Clear();
            _byKey.Clear();
            _breadth = null;
            foreach (var rule in value)
                Add(rule);
        }
    }

    /// <summary>Channels that a person refused on review: never learned again.</summary>
    public List<ChannelKey> Refused { get; set; } = [];

    public bool IsLearning(DateTime at, TimeSpan asked) => Clock.IsOpen(at, asked);

    /// <param name="at">The channel's first use.</param>
    /// <param name="hits">Contacts already seen.</param>
    public void Learn(in ChannelKey key, Destination destination, DateTime at, int hits = 0)
    {
        if (_byKey.Find(key) is not null || _rules.Count >= Most || Refused.Contains(key))
            return;
        Add(new LearnedRule
        {
            Destination = key.Destination,
            Protocol = key.Protocol,
            Port = key.Port,
            IsLocal = destination.IsLocal,
            Asn = destination.Domain is null ? destination.Geo.Asn : 0,
            Organisation = destination.Geo.Confidence == CountryConfidence.High ? destination.Geo.Organisation : null,
            CreatedAt = at,
            Hits = hits,
        });
    }

    public void Forget(ChannelKey key)
    {
        if (_byKey.Find(key) is not { } rule)
            return;
        _byKey.Remove(rule);
        _rules.Remove(rule);
        _breadth = null;
    }

    /// <summary>A person refused the channel: it is forgotten, and never for review again.</summary>
    public void Refuse(ChannelKey key)
    {
        Forget(key);
        if (!Refused.Contains(key))
            Refused.Add(key);
    }

    /// <summary>Counts a contact on a channel.</summary>
    public void Hit(ChannelKey key, DateTime at)
    {
        if (_byKey.Find(key) is not { } rule)
            return;
        rule.Hits++;
        rule.LastHitAt = at;
    }

    /// <summary>Notes at the end of learning how regular each channel is, and whether that could be told.</summary>
    public void Freeze(ChannelTable channels)
    {
        foreach (var rule in _rules)
        {
            rule.IsProven = rule.Hits >= ContactsToProve && !Roams(rule.Key);
            if (channels.Find(rule.Key)?.Verdict is { RegularSinceMs: > 0, Estimate.PeriodSeconds: > 0 and var period })
                rule.PeriodSeconds = period;
        }
    }

    /// <summary>
    /// Nothing was learned of this very channel that could tell whether it calls regularly: it was called too seldom (a
    /// slow beacon shows itself only later), only another prefix of its network was, or the device roams: what came and
    /// went may yet begin to last.
    /// </summary>
    public bool IsUnproven(ChannelKey key) => Clock.FrozenAt is not null && _byKey.Find(key) is not { IsProven: true };

    /// <summary>The rule that covers a channel, or null.</summary>
    public LearnedRule? Cover(ChannelKey key, Destination destination, DateTime at) =>
        Refused.Contains(key) ? null
        : _byKey.Find(key) is { } own && own.IsInForce(at) ? own
        : destination.Domain is null && !destination.IsLocal && destination.Geo.Asn != 0
            ? _rules.Find(rule => rule.Asn == destination.Geo.Asn
                && rule.Protocol == key.Protocol
                && rule.Port == key.Port
                && rule.IsInForce(at))
            : null;

    /// <summary>The device does what its user wants of it: no thing has to do with so many parties.</summary>
    public bool FollowsUser => Roaming.IsUsers((_breadth ??= Breadth()).Names);

    /// <summary>New destinations of this kind are everyday for the device: see <see cref="Roaming"/>.</summary>
    public bool Roams(in ChannelKey key)
    {
        var (names, peers) = _breadth ??= Breadth();
        return Roaming.Suffices(names, peers, key);
    }

    /// <summary>Whether the destination is known at all, whatever the service.</summary>
    public bool Knows(string destination) => _rules.Exists(rule => rule.Destination == destination);

    public bool KnowsOrganisation(string organisation) => _rules.Exists(rule => rule.Organisation == organisation);

    private void Add(LearnedRule rule)
    {
        if (!_byKey.Add(rule))
            return;
        _rules.Add(rule);
        _breadth = null;
    }

    private (int Names, int Peers) Breadth()
    {
        int Parties(Func<LearnedRule, bool> which) =>
            _rules.Where(rule => !rule.IsLocal && which(rule)).Select(rule => rule.Destination).Distinct().Count();
        return (Parties(rule => Roaming.IsName(rule.Key)), Parties(rule => Roaming.IsPeer(rule.Key)));
    }
}
