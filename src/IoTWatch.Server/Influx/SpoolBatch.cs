namespace IoTWatch.Server.Influx;

/// <summary>The oldest lines of a spool, and the place behind them.</summary>
/// <param name="WrittenAt">When the oldest of them was put there.</param>
public sealed record SpoolBatch(ReadOnlyMemory<byte> Lines, int Count, DateTime WrittenAt, SpoolPosition Next);
