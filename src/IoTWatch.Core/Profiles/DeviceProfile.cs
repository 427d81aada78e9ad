using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A compiled, immutable profile: the destinations and services that a device may use.</summary>
/// <remarks>
/// A rule with a host name covers its registrable domain, because clouds often rename the hosts inside one.
/// </remarks>
public sealed class DeviceProfile(string name, IReadOnlyList<ProfileRule> rules)
{
    public string Name => name;

    /// <summary>The file it was read from.</summary>
    public string Source { get; init; } = "";

    public IReadOnlyList<ProfileRule> Rules => rules;

    /// <summary>The rules as sentences, one line each, without repetition.</summary>
    public IReadOnlyList<string> Sentences => [.. rules.Select(RuleSentence.Of).Distinct()];

    /// <summary>Returns the rule that covers a destination, or null.</summary>
    /// <param name="domain">The destination's registrable domain, if it has a name.</param>
    /// <param name="isLocal">Whether the destination is on the home's networks.</param>
    /// <param name="asn">The number of the destination's network; 0 = not known.</param>
    /// <param name="at">The event's time; null = expired rules count too.</param>
    public ProfileRule? Cover(
        string? domain, IpAddress address, bool isLocal, TransportProtocol protocol, ushort port, uint asn = 0,
        DateTime? at = null)
    {
        ProfileRule? found = null;
        foreach (var rule in rules)
            if ((rule.Protocol is null || rule.Protocol == protocol) && port >= rule.FirstPort && port <= rule.LastPort
                && !(rule.ExpiresAt <= at) && rule.MatchesDestination(domain, address, isLocal, asn))
            {
                // Several hosts of one domain may have their own rules; one with a period has precedence.
                if (rule.PeriodSeconds is not null)
                    return rule;
                found ??= rule;
            }
        return found;
    }

    /// <summary>
    /// Returns the rule for the destination with any protocol and port, or null. A rule for any destination does not
    /// count.
    /// </summary>
    public ProfileRule? FindForDestination(
        string? domain, IpAddress address, bool isLocal, uint asn = 0, DateTime? at = null)
    {
        foreach (var rule in rules)
            if (!rule.IsForAnyDestination
                && !(rule.ExpiresAt <= at)
                && rule.MatchesDestination(domain, address, isLocal, asn))
                return rule;
        return null;
    }
}
