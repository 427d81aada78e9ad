namespace IoTWatch.Core.Detection;

/// <summary>The subject of an alert. The numbers are stored: new kinds must be added at the end.</summary>
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

/// <summary>Ranks the kinds: the highest one found about a destination names the alert.</summary>
/// <remarks>
/// Kinds with fewer benign explanations rank higher: joining an open network and violating the device class are always
/// wrong, a changed period may come from an update.
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
