namespace IoTWatch.Inputs.Telemetry;

/// <summary>
/// The kind of a telemetry message: the last level of its topic, which selects the schema of its payload.
/// </summary>
public enum TelemetryKind : byte
{
    Flow,
    Dns,
    Wifi,
    Lease,
    Tick,
}
