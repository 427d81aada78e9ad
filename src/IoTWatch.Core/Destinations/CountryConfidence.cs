namespace IoTWatch.Core.Destinations;

/// <summary>How far a country may be trusted.</summary>
public enum CountryConfidence : byte
{
    None,
    Low,
    High,
}
