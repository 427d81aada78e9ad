using IoTWatch.Core.Alerts;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;

namespace IoTWatch.Server.Tests.Web;

/// <summary>Plain alerts for tests that care about one field.</summary>
internal static class SomeAlert
{
    public static readonly DateTime At = new(2026, 11, 23, 14, 3, 22, DateTimeKind.Utc);

    public static Alert Of(string id) => new()
    {
        Id = id,
        At = At,
        Kind = AlertKind.Beacon,
        Severity = Severity.High,
        Device = new DeviceSummary("5ccf7f07f1a2", "5c:cf:7f:07:f1:a2", "192.168.1.50", "kettle", "Espressif"),
        Destination = new DestinationSummary(
            "evil.example", "203.0.113.44", 443, "tcp", 64501, "Hosting", "CN", "high", "file.mmdb", Tier.F3),
        Beacon = new BeaconSummary(0.99, 60, 0.02, 64, 0, 3780, 310, "renewal", false),
        FirstAt = At.AddHours(-1),
        LastAt = At,
        Explanation = $"alert {id}",
        Model = "rule",
        Profile = "none",
    };
}
