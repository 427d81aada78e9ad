namespace IoTWatch.Core.Observations;

/// <summary>Device-sent activity inside a flow after silence: its start, in milliseconds after the record's time, and the payload bytes the device sent in it.</summary>
public readonly record struct Burst(int OffsetMs, int BytesOut);
