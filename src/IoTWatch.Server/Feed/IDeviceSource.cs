using IoTWatch.Core.Devices;

namespace IoTWatch.Server.Feed;

/// <summary>Lists the devices that the detector knows.</summary>
public interface IDeviceSource
{
    Task<IReadOnlyList<DeviceReport>> DevicesAsync(CancellationToken cancel);
}
