using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Decisions;

/// <summary>Approve or snooze: alerts that the rule covers are set aside, those in store as well.</summary>
public sealed record SuppressDecision(Suppression Rule) : Decision;
