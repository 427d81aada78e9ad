namespace IoTWatch.Core.Detection;

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

/// <summary>Which of the kinds found about one party names the alert.</summary>
/// <remarks>
/// The less a kind needs an explanation, the stronger: an open network and a bulb that logs in elsewhere are wrong as
/// they stand, a changed rhythm may be an update.
/// </remarks>
public static class AlertKindStrength
{
    public static int Of(AlertKind kind) => kind switch
    {
        AlertKind.WifiOpenJoin => 6,
        AlertKind.ClassViolation => 5,
        AlertKind.Lateral => 4,
        AlertKind.Beacon => 3,
        AlertKind.Volume => 2,
        AlertKind.CadenceChange => 1,
        _ => 0,
    };
}
