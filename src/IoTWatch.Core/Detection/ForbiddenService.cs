using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>A service that some classes of devices have no business calling.</summary>
/// <param name="Name">For people.</param>
/// <param name="Purpose">What it is for, for people.</param>
/// <param name="ForUnknown">Odd even where nothing tells what the device is.</param>
/// <param name="ForReporter">Odd for cameras and printers too.</param>
/// <param name="InsideHome">Odd inside the home as well.</param>
public sealed record ForbiddenService(
    string Name, string Purpose, TransportProtocol Protocol, ushort FirstPort, ushort LastPort, bool ForUnknown, bool ForReporter, bool InsideHome)
{
    public bool IsFor(DeviceClass kind) => kind switch
    {
        DeviceClass.Appliance => true,
        DeviceClass.Reporter => ForReporter,
        DeviceClass.Unknown => ForUnknown,
        _ => false,
    };
}
