using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Decisions;

/// <summary>Acknowledge, archive, escalate, re-open, or call a false positive.</summary>
/// <remarks>
/// A false positive is one for all alerts of the same device, destination and kind that wait for a decision.
/// </remarks>
/// <param name="Alert">As it was when the person decided: the verdict is about that.</param>
/// <param name="Verdict">Null = no word on whether it was rightly told.</param>
public sealed record TriageDecision(Alert Alert, AlertState State, bool? Verdict, string? Comment) : Decision
{
    /// <summary>The alert after the decision; the same one where it is none of its business.</summary>
    public Alert Apply(Alert alert) => Concerns(alert)
        ? alert with { State = State, Verdict = Verdict ?? alert.Verdict, Comment = Comment ?? alert.Comment }
        : alert;

    private bool Concerns(Alert alert) => alert.Id == Alert.Id
        || (State == AlertState.FalsePositive && !alert.IsSetAside
            && alert.Kind == Alert.Kind && alert.Device.Id == Alert.Device.Id
                && alert.Destination.Name == Alert.Destination.Name);
}
