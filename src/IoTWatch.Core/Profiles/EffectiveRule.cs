using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A rule of an effective profile with its origin, validity and use.</summary>
/// <param name="Source">The file of a declared profile, <c>learned</c>, or <c>user</c>.</param>
/// <param name="Name">The rule's name in its document, or a user's note.</param>
/// <param name="Destination">Registrable domain, network, "AS… prefix", local address; <c>local</c> for the home,
/// <c>any</c> for all.</param>
/// <param name="Protocol">Null = any.</param>
/// <param name="FirstPort">Lowest port; 0..65535 = any.</param>
public sealed record EffectiveRule(
    string Source, string Name, string Destination, TransportProtocol? Protocol, ushort FirstPort, ushort LastPort,
    double? PeriodSeconds, DateTime? CreatedAt, DateTime? ExpiresAt, long Hits, DateTime? LastHitAt);
