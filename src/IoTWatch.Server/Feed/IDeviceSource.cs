using IoTWatch.Core.Home;

namespace IoTWatch.Server.Feed;

/// <summary>Queries the detector for its devices; its thread answers between two batches.</summary>
public interface IDeviceSource
{
    Task<IReadOnlyList<DeviceReport>> DevicesAsync(CancellationToken cancel);
}
