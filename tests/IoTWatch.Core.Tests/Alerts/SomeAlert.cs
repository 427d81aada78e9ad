using IoTWatch.Core.Alerts;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Tests.Alerts;

/// <summary>An alert about a kettle's beacon.</summary>
internal static class SomeAlert
{
    public static readonly Alert Beacon = Of("kettle", "example.com");

    public static Alert Of(
        string device, string destination, int port = 443, string? model = "iKettle", AlertKind kind = AlertKind.Beacon,
        string id = "1")
    {
        var to = new DestinationSummary(destination, "203.0.113.9", port, "tcp", null, null, null, null, null, Tier.F3);
        return new Alert
        {
            Id = id,
            At = Some.Start,
            Kind = kind,
            Severity = Severity.Medium,
            Device = new DeviceSummary(device, null, null, null, "Smarter", model),
            Destination = to,
            Beacon = new BeaconSummary(0.97, 60, 0.01, 20, 0, 1200, 310, "renewal", false),
            FirstAt = Some.Start,
            LastAt = Some.Start,
            Explanation = "It calls.",
            Parts = [AlertPart.Of(kind, to, "It calls.")],
            Model = "rule",
            Profile = "none",
        };
    }
}
