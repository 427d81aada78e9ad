using IoTWatch.Core.Observations;
using IoTWatch.Core.Wifi;

namespace IoTWatch.Core.Detection;

/// <summary>
/// Reports a device of the home that joins an open network, at once: there is nothing regular to wait for.
/// </summary>
public sealed class OpenNetworkDetector
{
    /// <returns>Null where there is nothing to report.</returns>
    public OpenJoinEvidence? Evaluate(DeviceView view, WifiObservation wifi) =>
        OpenNetworkRule.Evaluate(view.State.OpenNetworks, wifi, view.IsLearning) is { } join
            ? new OpenJoinEvidence(join)
            : null;
}
