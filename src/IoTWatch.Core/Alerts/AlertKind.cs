namespace IoTWatch.Core.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind : byte
{
    Beacon,
    NewDestination,
    Volume,
    Lateral,
    WifiOpenJoin,
    ClassViolation,
}
