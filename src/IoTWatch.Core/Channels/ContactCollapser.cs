namespace IoTWatch.Core.Channels;

/// <summary>Decides whether activity on a channel begins a new contact or belongs to the one before.</summary>
/// <remarks>
/// One contact: activity less than max(0.4 s, 5 % of the channel's median interval) after the last; and the
/// retransmissions of one unanswered connection attempt, which keep their source port and back off 1, 2, 4 … 64 s (RFC
/// 6298), so that a connection log shows them as several attempts 7, 8, 16 and 33 s apart. A refusal (RST) is an answer
/// and ends the attempt. A contact does not grow without end: after four such silences it takes only what follows
/// within 0.4 s, so that a channel which starts to call much faster is noticed.
/// </remarks>
public struct ContactCollapser
{
    public const long SilenceMs = 400;
    private const double SilenceShare = 0.05;
    private const long LongestBackOffMs = 130_000;
    private const double MaxSilences = 4;

    /// <summary>Epoch milliseconds at which the present contact began.</summary>
    public long StartMs { get; set; }

    /// <summary>Epoch milliseconds of the last activity; 0 before the first.</summary>
    public long LastActivityMs { get; set; }

    /// <summary>Bytes of the present contact so far.</summary>
    public long Bytes { get; set; }

    /// <summary>Source port of the last attempt if it had no answer; else 0.</summary>
    public ushort UnansweredPort { get; set; }

    /// <summary>Adds activity, in order of event time.</summary>
    /// <param name="medianIntervalMs">The channel's current median interval; 0 while unknown.</param>
    /// <returns>True when a new contact begins; <paramref name="finishedBytes"/> is then the size of the previous
    /// one.</returns>
    public bool Begins(in Contact contact, double medianIntervalMs, out long finishedBytes)
    {
        var gap = contact.AtMs - LastActivityMs;
        var retransmitted = UnansweredPort != 0 && contact.SourcePort == UnansweredPort && gap < LongestBackOffMs;
        var first = LastActivityMs == 0;
        var silence = Math.Max(SilenceMs, SilenceShare * medianIntervalMs);
        if (contact.AtMs - StartMs > MaxSilences * silence)
            silence = SilenceMs;
        var begins = first || (!retransmitted && gap >= silence);
        if (begins)
            StartMs = contact.AtMs;
        finishedBytes = Bytes;
        Bytes = begins ? contact.Bytes : Bytes + contact.Bytes;
        LastActivityMs = Math.Max(LastActivityMs, contact.AtMs);
        UnansweredPort = contact.Unanswered ? contact.SourcePort : (ushort)0;
        return begins;
    }
}
