using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>The channels that a device used while it was learned; frozen afterwards.</summary>
/// <remarks>
/// <see cref="LearningClock"/> decides when learning ends. A channel is added at its first use. A channel that a user
/// must decide on (a regular call to an unrelated destination) is removed again by <see cref="Forget"/>, so that a
/// device that is compromised on day 1 does not get a profile of it; later the same applies to channels that were
/// learned without enough calls (<see cref="IsUnproven"/>). Destinations without a name are covered by network (ASN),
/// service and protocol together, because cloud services move between prefixes within hours. On a device with very many
/// destinations (<see cref="Roams"/>) a new channel must last before it alerts. At most <see cref="Max"/> rules, so
/// that a scanner is not learned.
/// </remarks>
public sealed class LearnedProfile
{
    public const int Max = 4096;
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

    /// <summary>Channels that a user rejected on review: never learned again.</summary>
    public List<ChannelKey> Refused { get; set; } = [];

    public bool IsLearning(DateTime at, TimeSpan requested) => Clock.IsOpen(at, requested);

    /// <param name="at">The channel's first use.</param>
    /// <param name="hits">Number of earlier contacts.</param>
    public void Learn(in ChannelKey key, Destination destination, DateTime at, int hits = 0)
    {
        if (_byKey.Find(key) is not null || _rules.Count >= Max || Refused.Contains(key))
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

    /// <summary>Refuses a channel after a user rejected it: it is forgotten, and never in review again.</summary>
    public void Refuse(ChannelKey key)
    {
        Forget(key);
        if (!Refused.Contains(key))
            Refused.Add(key);
    }

    /// <summary>Adds a contact of a channel.</summary>
    public void CountContact(ChannelKey key, DateTime at)
    {
        if (_byKey.Find(key) is not { } rule)
            return;
        rule.Hits++;
        rule.LastHitAt = at;
    }

    /// <summary>Stores at the end of learning the period of each channel, and whether the channel is proven.</summary>
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
    /// Whether learning could not show if the channel is regular: it had too few calls (a slow beacon is recognised
    /// only later), only another prefix of its network was learned, or the device roams, so that a short visit may
    /// later become a regular call.
    /// </summary>
    public bool IsUnproven(ChannelKey key) => Clock.FrozenAt is not null && _byKey.Find(key) is not { IsProven: true };

    /// <summary>Returns the rule that covers a channel, or null.</summary>
    public LearnedRule? Cover(ChannelKey key, Destination destination, DateTime at) =>
        Refused.Contains(key) ? null
        : _byKey.Find(key) is { } own && own.IsInForce(at) ? own
        : destination.Domain is null && !destination.IsLocal && destination.Geo.Asn != 0
            ? _rules.Find(rule => rule.Asn == destination.Geo.Asn
                && rule.Protocol == key.Protocol
                && rule.Port == key.Port
                && rule.IsInForce(at))
            : null;

    /// <summary>Whether the device calls as many destinations as only a user causes.</summary>
    public bool FollowsUser => Roaming.IsUsers((_breadth ??= Breadth()).Names);

    /// <summary>Whether new destinations of this kind are ordinary for the device: see <see cref="Roaming"/>.</summary>
    public bool Roams(in ChannelKey key)
    {
        var (names, peers) = _breadth ??= Breadth();
        return Roaming.Suffices(names, peers, key);
    }

    /// <summary>Whether a rule for the destination exists, for any service.</summary>
    public bool HasDestination(string destination) => _rules.Exists(rule => rule.Destination == destination);

    public bool HasOrganisation(string organisation) => _rules.Exists(rule => rule.Organisation == organisation);

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
