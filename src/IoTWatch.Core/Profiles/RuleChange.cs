namespace IoTWatch.Core.Profiles;

/// <summary>How one rule differs between two profiles.</summary>
/// <param name="Kind"><c>+</c> only in the second, <c>-</c> only in the first, <c>~</c> in both but not alike.</param>
/// <param name="Sentence">The rule as a person reads it; of the second profile where it is in both.</param>
/// <param name="Before">What it was in the first, where it is in both.</param>
public sealed record RuleChange(char Kind, string Sentence, string? Before);
