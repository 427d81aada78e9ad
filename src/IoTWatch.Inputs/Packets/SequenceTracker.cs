namespace IoTWatch.Inputs.Packets;

/// <summary>Counts the payload bytes of a TCP sender without retransmissions and keep-alive probes.</summary>
/// <remarks>
/// New bytes are those after the highest sequence number so far. A keep-alive probe (RFC 9293 section 3.8.4) repeats
/// the byte before it. Sequence numbers wrap; after a distance of more than 2^28 the tracking restarts, because the
/// packets in between were not captured.
/// </remarks>
internal struct SequenceTracker
{
    private const int Resync = 1 << 28;

    /// <summary>False until the first segment of the sender.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The sequence number after all payload so far.</summary>
    public uint Next { get; private set; }

    /// <summary>Returns the number of payload bytes of this segment that were not sent before.</summary>
    public int NewBytes(in Packet packet)
    {
        var starts = packet.Sequence + ((packet.Flags & TcpFlags.Syn) != 0 ? 1u : 0u);
        var ends = starts + (uint)packet.PayloadBytes;
        if (!IsKnown)
        {
            IsKnown = true;
            Next = starts;
        }
        var ahead = (int)(ends - Next);
        if (ahead is > Resync or < -Resync)
            ahead = packet.PayloadBytes;
        if (ahead <= 0)
            return 0;
        Next = ends;
        return Math.Min(ahead, packet.PayloadBytes);
    }
}
