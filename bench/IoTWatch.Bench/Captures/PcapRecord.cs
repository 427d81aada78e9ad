namespace IoTWatch.Bench.Captures;

/// <summary>A packet of a classic capture: its time and its captured bytes.</summary>
public readonly record struct PcapRecord(long AtMicroseconds, int OriginalLength, byte[] Data);
