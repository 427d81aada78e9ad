namespace IoTWatch.Core.Observations;

/// <summary>A radio event of a station or an access point; <see cref="Observation.Mac"/> is the station.</summary>
public sealed record WifiObservation : Observation
{
    public required WifiEvent Event { get; init; }

    public MacAddress Bssid { get; init; }

    /// <summary>The network name for display: untrusted text, escaped at every output.</summary>
    public string? Ssid { get; init; }

    /// <summary>The network name's bytes in hex, because an SSID is 0..32 arbitrary bytes.</summary>
    public string? SsidHex { get; init; }

    public WifiEncryption Encryption { get; init; }

    public int? Reason { get; init; }

    public int? RssiDbm { get; init; }

    public int? Channel { get; init; }

    public string? Interface { get; init; }

    /// <summary>The kind of sensor: hostapd, ubus, unifi, kismet or radiotap.</summary>
    public string? SourceKind { get; init; }
}

/// <summary>The radio-side events of contracts.md, by their wire names.</summary>
public enum WifiEvent : byte
{
    Assoc,
    Auth,
    Disassoc,
    Deauth,
    Authorized,
    PskMismatch,
    Beacon,
    Probe,
}

/// <summary>How a network protects its traffic.</summary>
public enum WifiEncryption : byte
{
    Unknown,
    Open,
    Owe,
    Wep,
    Wpa,
    Wpa2,
    Wpa3,
}
