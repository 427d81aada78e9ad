namespace IoTWatch.Core.Channels;

/// <summary>One call on a channel before collapsing: a new connection, or a burst of activity inside a long one.</summary>
/// <param name="AtMs">Start, epoch milliseconds.</param>
/// <param name="Bytes">Bytes the device sent.</param>
/// <param name="Failed">The connection was refused or never answered.</param>
/// <param name="InFlow">A burst inside a connection that was open already.</param>
/// <param name="Unanswered">A connection attempt that nobody answered.</param>
/// <param name="SourcePort">Attempts from one port after an unanswered one are the same attempt, retransmitted.</param>
public readonly record struct Contact(long AtMs, long Bytes, bool Failed, bool InFlow, bool Unanswered, ushort SourcePort);
