namespace IoTWatch.Server.Decisions;

/// <summary>Take an approval or a snooze back: what it had set aside is open again.</summary>
/// <param name="Rule">The suppression's id.</param>
public sealed record UnsuppressDecision(string Rule) : Decision;
