namespace IoTWatch.Core.Alerts;

/// <summary>What an alert is about. The numbers are stored: new kinds come last.</summary>
public enum AlertKind : byte
{
    Beacon,
    NewDestination,
    Volume,
    Lateral,
    WifiOpenJoin,
    ClassViolation,
    CadenceChange,
}
