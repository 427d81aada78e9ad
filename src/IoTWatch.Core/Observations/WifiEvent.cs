namespace IoTWatch.Core.Observations;

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
