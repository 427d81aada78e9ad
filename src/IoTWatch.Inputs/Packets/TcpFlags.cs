namespace IoTWatch.Inputs.Packets;

/// <summary>The control bits of a TCP header (RFC 9293 section 3.1) that open and close a connection.</summary>
[Flags]
internal enum TcpFlags : byte
{
    None = 0,
    Fin = 1,
    Syn = 2,
    Rst = 4,
    Ack = 16,
}
