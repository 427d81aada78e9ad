namespace IoTWatch.Core.Profiles;

/// <summary>The member <c>iotwatch:profile</c> of a MUD document: which devices it is for, where its facts come from, how often the devices are known to call, and what was counted.</summary>
public sealed record ProfileExtension(
    string? Name, ProfileMatch Match, IReadOnlyList<ProfilePeriod> Periods, IReadOnlyList<string> Sources, IReadOnlyList<RuleFacts> Rules);
