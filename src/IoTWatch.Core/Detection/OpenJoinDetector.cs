using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>W1: a device of the home joins an open network. Told at once: nothing regular can be waited for.</summary>
/// <remarks>
/// Rule: an association or authorisation on a network said to be open, unless the device joined a network of this name while it was
/// learned. Only devices that the home knows from earlier traffic or a lease are looked at. Opportunistic encryption (OWE) is not open.
/// </remarks>
public static class OpenJoinDetector
{
    private const int MostNames = 16;

    public static OpenJoinEvidence? Look(DeviceState state, WifiObservation wifi, bool isLearning)
    {
        if (wifi.Event is not (WifiEvent.Assoc or WifiEvent.Authorized) || wifi.Encryption != WifiEncryption.Open)
            return null;
        var name = wifi.SsidHex ?? wifi.Ssid ?? "";
        if (isLearning && state.OpenNetworks.Count < MostNames && !state.OpenNetworks.Contains(name))
            state.OpenNetworks.Add(name);
        return !state.OpenNetworks.Contains(name)
            ? new OpenJoinEvidence(wifi.At, wifi.Ssid, wifi.Bssid)
            : null;
    }
}
