using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>
/// The member <c>iotwatch:profile</c> of a MUD document: which devices it is for, where its facts come from, how often
/// the devices are known to call, and what was counted.
/// </summary>
public sealed record ProfileExtension(
    string? Name, ProfileMatch Match, IReadOnlyList<ProfilePeriod> Periods, IReadOnlyList<string> Sources,
    IReadOnlyList<RuleFacts> Rules);

/// <summary>A regular call that is known of a device.</summary>
/// <param name="Protocol">Null = whatever the rules for the name say.</param>
/// <param name="Port">Null = whatever the rules for the name say.</param>
/// <param name="Path">Where it stands in its document.</param>
public sealed record ProfilePeriod(
    string DnsName, TransportProtocol? Protocol, ushort? Port, double Seconds, string Path);

/// <summary>What IoTWatch knows of a rule beyond what MUD can say.</summary>
/// <param name="Ace">The access list entry it belongs to, by name.</param>
/// <param name="Asn">Set where the destination has no name: then only destinations without one are covered, in the
/// whole network of this number (0 = only the prefix).</param>
/// <param name="CreatedAt">When the channel was first used.</param>
/// <param name="ExpiresAt">When it ceases to cover; null = never.</param>
/// <param name="Hits">Contacts that it covered.</param>
/// <param name="Path">Where it stands in its document.</param>
public sealed record RuleFacts(
    string Ace, uint? Asn, DateTime? CreatedAt, DateTime? ExpiresAt, long Hits, DateTime? LastHitAt,
    double? PeriodSeconds, string Path);
