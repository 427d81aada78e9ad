namespace IoTWatch.Server.Influx;

/// <summary>One line that the server would not take, and what it said.</summary>
public sealed record RefusedLine(ReadOnlyMemory<byte> Line, string Reason);
