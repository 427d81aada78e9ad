namespace IoTWatch.Core.Observations;

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
