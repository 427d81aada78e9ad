namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>One generated call.</summary>
/// <param name="Seconds">Start, since a Monday midnight.</param>
/// <param name="Bytes">What the device sent.</param>
/// <param name="Failed">Nobody answered.</param>
/// <param name="InFlow">A burst inside a connection that was open already.</param>
/// <param name="Retransmission">The unanswered attempt before, sent again from the same port.</param>
public readonly record struct TimedContact(double Seconds, int Bytes, double DurationSeconds, bool Failed, bool InFlow, bool Retransmission);
