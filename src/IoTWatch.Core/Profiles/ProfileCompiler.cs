using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>Compiles a MUD document to a <see cref="DeviceProfile"/>.</summary>
/// <remarks>
/// Only connections that the device opens become rules, because a flow is evaluated at its opener. An entry permits
/// nothing outbound when it is in a to-device list, when it has <c>direction-initiated: to-device</c>, or when it fixes
/// the device's port and leaves the other port open, which is the form of an answer.
/// </remarks>
internal static class ProfileCompiler
{
    public static DeviceProfile Compile(
        string name, string source, MudDocument document, PublicSuffixList publicSuffixes, ICollection<string> problems)
    {
        var rules = new List<ProfileRule>();
        foreach (var acl in document.Acls.Where(acl => document.FromDevice.Contains(acl.Name)))
            foreach (var ace in acl.Aces)
                if (ace is { Accepts: true, IsEthernetOnly: false, IsAnswer: false }
                    && (ace.SourcePorts is null || ace.DestinationPorts is not null))
                    rules.Add(Rule(ace, publicSuffixes) with { CreatedAt = document.UpdatedAt });
        foreach (var period in document.Extension?.Periods ?? [])
            if (!Change(rules, rule => IsFor(period, rule), rule => rule with { PeriodSeconds = period.Seconds }))
                problems.Add(
                    $"{period.Path}: no entry accepts {period.DnsName} so; add one to the from-device lists, or "
                    + "correct the period's name, protocol or port");
        foreach (var facts in document.Extension?.Rules ?? [])
            if (!Change(rules, rule => rule.Name == facts.Ace, rule => With(rule, facts)))
                problems.Add(
                    $"{facts.Path}: no entry that accepts is called '{facts.Ace}'; correct the name, or take it out");
        return new DeviceProfile(name, rules) { Source = source };
    }

    private static ProfileRule Rule(MudAce ace, PublicSuffixList publicSuffixes) =>
        new(ace.Name, ace.DestinationName, Domain(ace.DestinationName, publicSuffixes), ace.DestinationNetwork,
            ace.IsLocal, ace.Protocol, ace.DestinationPorts?.First ?? 0, ace.DestinationPorts?.Last ?? ushort.MaxValue,
            null);

    private static ProfileRule With(ProfileRule rule, RuleFacts facts) => rule with
    {
        Asn = facts.Asn,
        PeriodSeconds = facts.PeriodSeconds ?? rule.PeriodSeconds,
        CreatedAt = facts.CreatedAt ?? rule.CreatedAt,
        ExpiresAt = facts.ExpiresAt,
        Hits = facts.Hits,
        LastHitAt = facts.LastHitAt,
    };

    private static string? Domain(string? host, PublicSuffixList publicSuffixes)
    {
        if (host is null || !host.StartsWith("*.", StringComparison.Ordinal))
            return publicSuffixes.RegistrableDomain(host) ?? host;
        // A wildcard on a public suffix (a cloud's zone) must not be widened to the domain above it: the names below
        // are separate domains.
        var zone = host[2..];
        var domain = publicSuffixes.RegistrableDomain($"any.{zone}");
        return domain is null || domain.Length > zone.Length ? zone : domain;
    }

    private static bool IsFor(ProfilePeriod period, ProfileRule rule) =>
        rule.HostName == period.DnsName
        && (period.Protocol is not { } protocol || rule.Protocol is not { } ruled || ruled == protocol)
        && (period.Port is not { } port || (port >= rule.FirstPort && port <= rule.LastPort));

    private static bool Change(
        List<ProfileRule> rules, Predicate<ProfileRule> which, Func<ProfileRule, ProfileRule> change)
    {
        var changed = false;
        for (var i = 0; i < rules.Count; i++)
            if (which(rules[i]))
            {
                rules[i] = change(rules[i]);
                changed = true;
            }
        return changed;
    }
}
