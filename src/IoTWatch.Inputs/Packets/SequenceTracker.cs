namespace IoTWatch.Inputs.Packets;

/// <summary>Tells payload that a TCP sender sends for the first time from retransmissions and keep-alive probes, by the highest sequence number so far.</summary>
/// <remarks>
/// A keep-alive probe (RFC 9293 section 3.8.4) repeats the byte before the next one, so it never lies ahead. Sequence numbers wrap;
/// a distance of more than 2^28 either way is a connection whose beginning was not captured, and tracking starts anew.
/// </remarks>
internal struct SequenceTracker
{
    private const int Resync = 1 << 28;

    /// <summary>False until the sender has been seen.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The sequence number that follows all payload so far.</summary>
    public uint Next { get; private set; }

    /// <summary>Payload bytes of this segment that were not sent before.</summary>
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
