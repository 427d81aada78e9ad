namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>A generated channel: its contacts by rising time, and the true period where there is one.</summary>
public sealed record TimedChannel(TimingFamily Family, double? PeriodSeconds, IReadOnlyList<TimedContact> Contacts);
