namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>A generated channel: its contacts by rising time, and the true period where there is one.</summary>
public sealed record TimedChannel(TimingFamily Family, double? PeriodSeconds, IReadOnlyList<TimedContact> Contacts)
{
    internal Tempo? Tempo { get; init; }

    /// <summary>The mean period over a span; differs from <see cref="PeriodSeconds"/> where the timer drifts.</summary>
    /// <param name="from">Seconds, as in <see cref="TimedContact.Seconds"/>.</param>
    public double? PeriodDuring(double from, double to) => Tempo?.Mean(from, to) ?? PeriodSeconds;
}
