using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Wifi;

/// <summary>W1: detects that a device of the home joins an open Wi-Fi network.</summary>
/// <remarks>
/// Rule: an association or authorisation on a network without encryption, unless the device joined a network of this
/// name while it was learned. Opportunistic encryption (OWE, RFC 8110) is not open.
/// </remarks>
public static class OpenNetworkRule
{
    private const int MaxNames = 16;

    /// <param name="known">Open networks joined while learned, by the hex of their names where it is known; added
    /// to.</param>
    /// <returns>The join, or null where there is nothing to report.</returns>
    public static OpenNetworkJoin? Evaluate(List<string> known, WifiObservation wifi, bool isLearning)
    {
        if (wifi.Event is not (WifiEvent.Assoc or WifiEvent.Authorized) || wifi.Encryption != WifiEncryption.Open)
            return null;
        var name = wifi.SsidHex ?? wifi.Ssid ?? "";
        if (known.Contains(name))
            return null;
        if (isLearning && known.Count < MaxNames)
        {
            known.Add(name);
            return null;
        }
        return new OpenNetworkJoin(wifi.At, wifi.Ssid, wifi.Bssid);
    }
}

/// <summary>A device joined an open network.</summary>
/// <param name="Ssid">The network's name, as sent: untrusted text.</param>
public sealed record OpenNetworkJoin(DateTime At, string? Ssid, MacAddress Bssid);
