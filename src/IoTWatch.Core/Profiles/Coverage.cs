namespace IoTWatch.Core.Profiles;

/// <summary>What the effective profile says of a channel.</summary>
/// <param name="CoveredBy">The rule that allows it, for people; null where none does.</param>
/// <param name="IsDeclared">A declared profile names the destination.</param>
/// <param name="Unexpected">Deviation kinds; empty when covered.</param>
public sealed record Coverage(string? CoveredBy, bool IsDeclared, IReadOnlyList<string> Unexpected);
