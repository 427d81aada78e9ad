namespace IoTWatch.Core.Profiles;

/// <summary>The member <c>iotwatch:profile</c> of a MUD document: which devices it is for, and how often they are known to call.</summary>
public sealed record ProfileExtension(string? Name, ProfileMatch Match, IReadOnlyList<ProfilePeriod> Periods);
