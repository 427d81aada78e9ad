namespace IoTWatch.Core.Alerts;

/// <summary>
/// The decision of a user about an alert. The numbers are stored: new states must be added at the end.
/// </summary>
public enum AlertState : byte
{
    Open,

    /// <summary>Closed; open again when it grows.</summary>
    Archived,

    /// <summary>Confirmed by a user, needs action.</summary>
    Escalated,

    /// <summary>Suppressed until a time.</summary>
    Snoozed,

    /// <summary>Read, and still in the inbox.</summary>
    Acknowledged,

    /// <summary>Suppressed by a rule of a user.</summary>
    Approved,

    /// <summary>Benign by a user's verdict, which adjusts the scores of the home.</summary>
    FalsePositive,

    /// <summary>Found while the device was being learned: a user decides whether it is normal.</summary>
    Review,
}
