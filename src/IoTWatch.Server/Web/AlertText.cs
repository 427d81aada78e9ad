using IoTWatch.Core.Alerts;

namespace IoTWatch.Server.Web;

/// <summary>The words of a page for kinds of alerts and for deviation codes.</summary>
public static class AlertText
{
    public static string Kind(AlertKind kind) => kind switch
    {
        AlertKind.Beacon => "Beacon",
        AlertKind.NewDestination => "New destination",
        AlertKind.Volume => "Volume",
        AlertKind.Lateral => "Lateral movement",
        AlertKind.WifiOpenJoin => "Open network joined",
        AlertKind.ClassViolation => "Out of its class",
        AlertKind.CadenceChange => "Changed rhythm",
        _ => kind.ToString(),
    };

    public static string Deviation(string code) => code switch
    {
        "U1" => "new destination",
        "U2" => "new port or protocol",
        "U3" => "unusual volume",
        "U4" => "changed rhythm",
        "U5" => "address without a DNS answer",
        "U6" => "newly in clear text",
        "U7" => "new peer inside the home",
        "U8" => "not what such a device does",
        "W1" => "open network",
        _ => code,
    };
}
