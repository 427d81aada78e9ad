namespace IoTWatch.Core.Alerts;

/// <summary>One step in an alert's life, as sent on <c>iotwatch/alerts</c>.</summary>
/// <param name="Type">new, update or end.</param>
public sealed record AlertChange(AlertChangeType Type, Alert? Before, Alert After)
{
    /// <summary>A change of a known alert: an end where it has just been closed, else an update.</summary>
    public static AlertChange Of(Alert before, Alert after) =>
        new(after.IsClosed && !before.IsClosed ? AlertChangeType.End : AlertChangeType.Update, before, after);
}

/// <summary>The kinds of step.</summary>
public enum AlertChangeType : byte
{
    New,
    Update,
    End,
}
