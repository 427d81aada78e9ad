namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>What a simulated packet says on the TCP level; None for UDP.</summary>
internal enum TcpMark : byte
{
    None,
    Syn,
    SynAck,
    Ack,
    Data,
    Fin,
}
