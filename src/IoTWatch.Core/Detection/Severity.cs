namespace IoTWatch.Core.Detection;

/// <summary>How much an alert matters, in rising order.</summary>
public enum Severity : byte
{
    Info,
    Low,
    Medium,
    High,
    Critical,
}
