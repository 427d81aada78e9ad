using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>The union of a device's declared profile, its learned profile and the rules of users.</summary>
/// <remarks>
/// What any layer covers is covered; the order of layers and rules only decides which rule is named. An expired rule
/// covers nothing. Deviations decided here (product.md): U1 new destination, U2 new port or protocol at a known
/// destination, U5 an address without a known name. Names of destinations on the home's own networks are not evaluated.
/// </remarks>
public sealed class EffectiveProfile(DeviceProfile? declared, LearnedProfile learned, IReadOnlyList<UserRule> userRules)
{
    public string Name
    {
        get
        {
            var layers = new List<string>(3);
            if (declared is not null)
                layers.Add(declared.Name);
            if (learned.Rules.Count > 0)
                layers.Add("learned");
            if (userRules.Count > 0)
                layers.Add("user");
            return layers.Count == 0 ? "none" : string.Join(" + ", layers);
        }
    }

    /// <summary>When learning ended; null before.</summary>
    public DateTime? LearnedAt => learned.Clock.FrozenAt;

    /// <param name="seesNames">Whether the input has any DNS answers or server names of this device; otherwise a
    /// missing name is no deviation.</param>
    /// <param name="at">The event's time.</param>
    public Coverage Evaluate(ChannelKey key, Destination destination, bool seesNames, DateTime at)
    {
        if (declared?.Cover(
            destination.Domain, destination.Address, destination.IsLocal, key.Protocol, key.Port, destination.Geo.Asn,
            at) is { } declaredRule)
            // Linear, because there are few rules and many channels.
            return new Coverage(string.Intern($"{declared.Name}: {declaredRule.Name}"), true, []);
        foreach (var rule in userRules)
            if (rule.IsInForce(at) && rule.Covers(key, destination))
                return new Coverage(UserName(rule), true, []);
        var isDeclared = declared?.FindForDestination(
            destination.Domain, destination.Address, destination.IsLocal, destination.Geo.Asn, at) is not null
            || userRules.Any(rule => rule.IsInForce(at) && rule.IsAbout(key));
        if (learned.Cover(key, destination, at) is { } seen)
            return new Coverage($"learned: {seen.Destination}", isDeclared, []);
        var isNameless = seesNames && !destination.IsLocal && destination.HostName is null;
        DeviationSet unexpected = isDeclared || learned.HasDestination(key.Destination)
            ? [Deviation.NewService]
            : [Deviation.NewDestination];
        return new Coverage(null, isDeclared, isNameless ? unexpected | [Deviation.NoDnsAnswer] : unexpected);
    }

    /// <summary>Returns when the next rule expires; null if none will.</summary>
    public DateTime? NextExpiry(DateTime at)
    {
        if (declared is null && userRules.Count + learned.Rules.Count == 0)
            return null;
        var ends = userRules.Select(rule => rule.ExpiresAt)
            .Concat(learned.Rules.Select(rule => rule.ExpiresAt))
            .Concat((declared?.Rules ?? []).Select(rule => rule.ExpiresAt));
        return ends.Where(end => end > at).Min();
    }

    /// <summary>Returns every rule with its origin, in a fixed order.</summary>
    /// <param name="channels">The device's channels, from which the use of rules without own counters is
    /// computed.</param>
    public IReadOnlyList<EffectiveRule> Rules(IEnumerable<ChannelState> channels)
    {
        var covered = channels.Where(channel => channel.CoveredBy is not null).ToLookup(channel => channel.CoveredBy);
        var rules = new List<EffectiveRule>();
        foreach (var rule in declared?.Rules ?? [])
        {
            var (hits, last) = Count(covered[$"{declared!.Name}: {rule.Name}"]);
            rules.Add(new EffectiveRule(
                declared.Source, rule.Name, RuleSentence.Party(rule), rule.Protocol, rule.FirstPort, rule.LastPort,
                rule.PeriodSeconds, rule.CreatedAt, rule.ExpiresAt, rule.Hits + hits, last ?? rule.LastHitAt));
        }
        foreach (var rule in learned.Rules)
            rules.Add(new EffectiveRule(
                "learned", rule.Destination, rule.Destination, rule.Protocol, rule.Port, rule.Port, rule.PeriodSeconds,
                rule.CreatedAt, rule.ExpiresAt, rule.Hits, rule.LastHitAt));
        foreach (var rule in userRules)
        {
            var (hits, last) = Count(covered[UserName(rule)]);
            rules.Add(new EffectiveRule("user", rule.Note ?? rule.Destination, rule.Destination, rule.Protocol,
                rule.Port ?? 0, rule.Port ?? ushort.MaxValue, null, rule.CreatedAt, rule.ExpiresAt, hits, last));
        }
        return
        [
            .. rules.OrderBy(rule => rule.Source, StringComparer.Ordinal)
                .ThenBy(rule => rule.Destination, StringComparer.Ordinal)
                .ThenBy(rule => rule.Protocol).ThenBy(rule => rule.FirstPort).ThenBy(rule => rule.LastPort)
                .ThenBy(rule => rule.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Returns the rules as short sentences, at most <paramref name="max"/>, and the number of the others.
    /// </summary>
    public IReadOnlyList<string> Sentences(int max)
    {
        var all = new List<string>();
        foreach (var rule in (declared?.Rules ?? []).OrderBy(rule => rule.HostName is null))
            all.Add($"{Party(rule)}{RuleSentence.Service(rule.Protocol, rule.FirstPort, rule.LastPort)} (declared)");
        foreach (var rule in learned.Rules)
            all.Add($"{rule.Destination}{RuleSentence.Service(rule.Protocol, rule.Port, rule.Port)} (learned)");
        foreach (var rule in userRules)
            all.Add(
                $"{rule.Destination}{RuleSentence.Service(rule.Protocol, rule.Port ?? 0, rule.Port ?? ushort.MaxValue)}"
                + " (allowed by you)");
        if (all.Count == 0)
            return ["nothing: no profile is declared or learned for this device"];
        var distinct = all.Distinct().ToList();
        return distinct.Count <= max ? distinct : [.. distinct.Take(max), $"and {distinct.Count - max} more"];
    }

    private static string Party(ProfileRule rule) => rule.HostName ?? RuleSentence.Party(rule) switch
    {
        "local" => "the home's own network",
        "any" => "anybody",
        var other => other,
    };

    private static string UserName(UserRule rule) =>
        $"user: {rule.Destination}{RuleSentence.Service(rule.Protocol, rule.Port ?? 0, rule.Port ?? ushort.MaxValue)}";

    private static (long Hits, DateTime? Last) Count(IEnumerable<ChannelState> channels) =>
        channels.Aggregate((Hits: 0L, Last: (DateTime?)null), (sum, channel) =>
            (sum.Hits + channel.Contacts.Count, sum.Last > channel.LastAt ? sum.Last : channel.LastAt));
}

/// <summary>The evaluation of a channel by the effective profile.</summary>
/// <param name="CoveredBy">The covering rule, as text; null without one.</param>
/// <param name="IsDeclared">Whether a declared profile has a rule for the destination.</param>
/// <param name="Unexpected">Deviation kinds; empty when covered.</param>
public sealed record Coverage(string? CoveredBy, bool IsDeclared, DeviationSet Unexpected);
