using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Channels;

/// <summary>
/// One call on a channel before collapsing: a new connection, or a burst of activity inside a long one.
/// </summary>
/// <param name="AtMs">Start, epoch milliseconds.</param>
/// <param name="Bytes">Bytes the device sent.</param>
/// <param name="Failed">The connection was refused or never answered.</param>
/// <param name="InFlow">A burst inside a connection that was open already.</param>
/// <param name="Unanswered">A connection attempt without an answer.</param>
/// <param name="SourcePort">An attempt from the same port after an unanswered one is its retransmission.</param>
public readonly record struct Contact(
    long AtMs, long Bytes, bool Failed, bool InFlow, bool Unanswered, ushort SourcePort)
{
    /// <summary>Returns the contacts of a flow record: its opening, and each burst inside it.</summary>
    public static IEnumerable<Contact> Of(FlowObservation flow)
    {
        var unanswered = flow.State == FlowState.Unanswered;
        var failed = unanswered || (flow.State == FlowState.Reset && flow.PacketsIn <= 1);
        var (atMs, port) = (flow.At.ToEpochMs(), flow.Source.Port);
        if (flow.Bursts.Count == 0 && !flow.Continues)
            yield return new Contact(atMs, flow.BytesOut, failed, false, unanswered, port);
        for (var i = 0; i < flow.Bursts.Count; i++)
        {
            var (burst, opens) = (flow.Bursts[i], i == 0 && !flow.Continues);
            yield return new Contact(
                atMs + burst.OffsetMs, burst.BytesOut, failed && opens, !opens, unanswered && opens, port);
        }
    }
}
