using IoTWatch.Core.Devices;
using IoTWatch.Server.Web.Devices;

namespace IoTWatch.Server.Detection;

/// <summary>The detector's devices, for the pages.</summary>
internal sealed class DetectedDevices(DetectionLoop detection) : IDeviceSource
{
    public async Task<IReadOnlyList<DeviceReport>> DevicesAsync(CancellationToken cancel) =>
        await detection.AskAsync<IReadOnlyList<DeviceReport>>(static pipeline => [.. pipeline.Devices()]).WaitAsync(cancel).ConfigureAwait(false);
}
