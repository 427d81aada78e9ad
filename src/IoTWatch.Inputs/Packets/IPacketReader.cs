namespace IoTWatch.Inputs.Packets;

/// <summary>Reads the packets of a capture file of one format.</summary>
internal interface IPacketReader
{
    /// <summary>
    /// Reads the next packet, which is valid until the next call; returns false at the end or at damaged data.
    /// </summary>
    bool TryRead(out CapturedPacket packet);
}
