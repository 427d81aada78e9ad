namespace IoTWatch.Core.Alerts;

/// <summary>A change of an alert, as published on <c>iotwatch/alerts</c>.</summary>
/// <param name="Type">new, update or end.</param>
public sealed record AlertChange(AlertChangeType Type, Alert? Before, Alert After)
{
    /// <summary>Creates the change of a known alert: an end where it was closed, else an update.</summary>
    public static AlertChange Of(Alert before, Alert after) =>
        new(after.IsClosed && !before.IsClosed ? AlertChangeType.End : AlertChangeType.Update, before, after);
}

/// <summary>The types of changes.</summary>
public enum AlertChangeType : byte
{
    New,
    Update,
    End,
}
