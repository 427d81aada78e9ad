using IoTWatch.Core.Detection;

namespace IoTWatch.Server.Web;

/// <summary>The words of a page for kinds of alerts.</summary>
public static class AlertText
{
    public static string Kind(AlertKind kind) => kind switch
    {
        AlertKind.Beacon => "Beacon",
        AlertKind.NewDestination => "New destination",
        AlertKind.Volume => "Volume",
        AlertKind.Lateral => "Lateral movement",
        AlertKind.WifiOpenJoin => "Open network joined",
        AlertKind.ClassViolation => "Device class violation",
        AlertKind.CadenceChange => "Changed period",
        _ => kind.ToString(),
    };
}
