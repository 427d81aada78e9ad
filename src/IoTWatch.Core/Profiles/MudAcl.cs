namespace IoTWatch.Core.Profiles;

/// <summary>An access list of a MUD document: entries in order.</summary>
public sealed record MudAcl(string Name, IReadOnlyList<MudAce> Aces);
