namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>A generated channel: contacts in ascending time and the true period where there is one.</summary>
public sealed record TimedChannel(TimingFamily Family, double? PeriodSeconds, IReadOnlyList<TimedContact> Contacts)
{
    internal PeriodHistory? PeriodHistory { get; init; }

    /// <summary>
    /// Returns the mean true period in a time span; differs from <see cref="PeriodSeconds"/> where the timer drifts.
    /// </summary>
    /// <param name="from">Seconds, as in <see cref="TimedContact.Seconds"/>.</param>
    public double? PeriodDuring(double from, double to) => PeriodHistory?.Mean(from, to) ?? PeriodSeconds;
}

/// <summary>A generated call.</summary>
/// <param name="Seconds">Start, in seconds after a Monday midnight.</param>
/// <param name="Bytes">Payload that the device sent.</param>
/// <param name="Failed">The call was not answered.</param>
/// <param name="InFlow">A burst inside a connection that was already open.</param>
/// <param name="Retransmission">Repeats the unanswered attempt before it from the same port.</param>
public readonly record struct TimedContact(
    double Seconds, int Bytes, double DurationSeconds, bool Failed, bool InFlow, bool Retransmission);
