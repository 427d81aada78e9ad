using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>A decoded telemetry object: the observation and its sequence number at the sensor, or −1.</summary>
public readonly record struct TelemetryEvent(Observation Observation, long Sequence);
