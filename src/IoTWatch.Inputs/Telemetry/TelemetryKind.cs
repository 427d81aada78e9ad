namespace IoTWatch.Inputs.Telemetry;

/// <summary>The last level of an ingest topic: which schema its payload has.</summary>
public enum TelemetryKind : byte
{
    Flow,
    Dns,
    Wifi,
    Lease,
    Tick,
}
