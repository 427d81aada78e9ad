namespace IoTWatch.Core.Alerts;

/// <summary>The kinds of step.</summary>
public enum AlertChangeType : byte
{
    New,
    Update,
    End,
}
