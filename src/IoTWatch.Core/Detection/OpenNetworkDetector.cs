using IoTWatch.Core.Observations;
using IoTWatch.Core.Wifi;

namespace IoTWatch.Core.Detection;

/// <summary>Reports at once when a device of the home joins an open network.</summary>
public sealed class OpenNetworkDetector
{
    /// <returns>Null where there is nothing to report.</returns>
    public OpenJoinEvidence? Evaluate(DeviceView view, WifiObservation wifi) =>
        OpenNetworkRule.Evaluate(view.State.OpenNetworks, wifi, view.IsLearning) is { } join
            ? new OpenJoinEvidence(join)
            : null;
}
