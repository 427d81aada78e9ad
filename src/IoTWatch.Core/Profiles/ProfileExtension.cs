using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>
/// The member <c>iotwatch:profile</c> of a MUD document: its devices, its sources, known periods, and counters.
/// </summary>
public sealed record ProfileExtension(
    string? Name, ProfileMatch Match, IReadOnlyList<ProfilePeriod> Periods, IReadOnlyList<string> Sources,
    IReadOnlyList<RuleFacts> Rules);

/// <summary>A known regular call of a device.</summary>
/// <param name="Protocol">Null = as in the rules for the name.</param>
/// <param name="Port">Null = as in the rules for the name.</param>
/// <param name="Path">Its path in the document.</param>
public sealed record ProfilePeriod(
    string DnsName, TransportProtocol? Protocol, ushort? Port, double Seconds, string Path);

/// <summary>Properties of a rule that MUD cannot express.</summary>
/// <param name="Ace">Name of its access list entry.</param>
/// <param name="Asn">Set if the destination has no name: then only destinations without a name are covered, in the
/// whole network of this number (0 = only the prefix).</param>
/// <param name="CreatedAt">When the channel was first used.</param>
/// <param name="ExpiresAt">When it expires; null = never.</param>
/// <param name="Hits">Number of contacts that it covered.</param>
/// <param name="Path">Its path in the document.</param>
public sealed record RuleFacts(
    string Ace, uint? Asn, DateTime? CreatedAt, DateTime? ExpiresAt, long Hits, DateTime? LastHitAt,
    double? PeriodSeconds, string Path);
