namespace IoTWatch.Inputs.Packets;

/// <summary>Takes packets off a capture file of one format.</summary>
internal interface IPacketReader
{
    /// <summary>The next packet, valid until the next call; false at the end of the file or where it cannot be read on.</summary>
    bool TryRead(out CapturedPacket packet);
}
