using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A compiled, immutable profile: what a device may do.</summary>
/// <remarks>
/// A rule with a host name covers its registrable domain: clouds rename the hosts inside one every other week.
/// </remarks>
public sealed class DeviceProfile(string name, IReadOnlyList<ProfileRule> rules)
{
    public string Name => name;

    /// <summary>The file it was read from.</summary>
    public string Source { get; init; } = "";

    public IReadOnlyList<ProfileRule> Rules => rules;

    /// <summary>The rules as a person reads them, one line each, without repetition.</summary>
    public IReadOnlyList<string> Sentences => [.. rules.Select(RuleSentence.Of).Distinct()];

    /// <summary>The rule that allows a destination, or null.</summary>
    /// <param name="domain">The destination's registrable domain, if it has a name.</param>
    /// <param name="isLocal">The destination lies on the home's networks.</param>
    /// <param name="asn">The number of the destination's network; 0 = not known.</param>
    /// <param name="at">The event's time; null = what has expired is taken as well.</param>
    public ProfileRule? Cover(
        string? domain, IpAddress address, bool isLocal, TransportProtocol protocol, ushort port, uint asn = 0,
        DateTime? at = null)
    {
        ProfileRule? found = null;
        foreach (var rule in rules)
            if ((rule.Protocol is null || rule.Protocol == protocol) && port >= rule.FirstPort && port <= rule.LastPort
                && !(rule.ExpiresAt <= at) && rule.Reaches(domain, address, isLocal, asn))
            {
                // Several hosts of one domain may have rules of their own; the one that knows a period says most.
                if (rule.PeriodSeconds is not null)
                    return rule;
                found ??= rule;
            }
        return found;
    }

    /// <summary>
    /// The rule that knows the destination, whatever the protocol and port, or null. A rule for any destination knows
    /// none.
    /// </summary>
    public ProfileRule? Knows(string? domain, IpAddress address, bool isLocal, uint asn = 0, DateTime? at = null)
    {
        foreach (var rule in rules)
            if (!rule.IsForAnyDestination && !(rule.ExpiresAt <= at) && rule.Reaches(domain, address, isLocal, asn))
                return rule;
        return null;
    }
}
