namespace IoTWatch.Server.Feed;

/// <summary>What a person decided about an alert.</summary>
public enum AlertState : byte
{
    Open,
    Archived,
    Escalated,
    Snoozed,
}
