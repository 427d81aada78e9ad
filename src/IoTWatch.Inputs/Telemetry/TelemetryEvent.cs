using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>A decoded telemetry object: the observation and its place in the sensor's sequence (−1 where it gave none).</summary>
public readonly record struct TelemetryEvent(Observation Observation, long Sequence);
