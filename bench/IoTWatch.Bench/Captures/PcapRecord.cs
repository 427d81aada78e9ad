namespace IoTWatch.Bench.Captures;

/// <summary>A packet of a classic capture: its time and the bytes that were kept of it.</summary>
public readonly record struct PcapRecord(long AtMicroseconds, int OriginalLength, byte[] Data);
