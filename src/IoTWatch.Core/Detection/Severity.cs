namespace IoTWatch.Core.Detection;

/// <summary>The severity of an alert, in ascending order.</summary>
public enum Severity : byte
{
    Info,
    Low,
    Medium,
    High,
    Critical,
}
