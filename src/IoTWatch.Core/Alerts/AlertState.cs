namespace IoTWatch.Core.Alerts;

/// <summary>What a person decided about an alert. The numbers are stored: new states come last.</summary>
public enum AlertState : byte
{
    Open,

    /// <summary>Dealt with: it comes back when it grows.</summary>
    Archived,

    /// <summary>A person takes it seriously.</summary>
    Escalated,

    /// <summary>Silenced until a time.</summary>
    Snoozed,

    /// <summary>Seen, and still in the inbox.</summary>
    Acknowledged,

    /// <summary>Silenced by what a person allowed.</summary>
    Approved,

    /// <summary>Harmless, a person says: the home's verdicts learn from it.</summary>
    FalsePositive,

    /// <summary>Seen while the device was being learned: a person says whether it is normal.</summary>
    Review,
}
