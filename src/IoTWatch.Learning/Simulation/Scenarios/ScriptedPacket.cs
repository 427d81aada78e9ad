namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>One packet of a simulated flow, by its distance from the flow record's start.</summary>
internal readonly record struct ScriptedPacket(int OffsetMs, bool FromDevice, TcpMark Mark, int PayloadBytes);
