namespace IoTWatch.Server.Decisions;

/// <summary>What a decision changed.</summary>
/// <param name="Found">False where what it was about is not there (any more).</param>
/// <param name="Closed">Alerts it set aside, open and stored.</param>
/// <param name="Escalated">How many of them a person had escalated.</param>
/// <param name="Alerts">Ids of the alerts it changed, at most 100.</param>
/// <param name="Suppression">The rule it made; null where it made none.</param>
public sealed record DecisionOutcome(bool Found, int Closed = 0, int Escalated = 0,
    IReadOnlyList<string>? Alerts = null, string? Suppression = null);
