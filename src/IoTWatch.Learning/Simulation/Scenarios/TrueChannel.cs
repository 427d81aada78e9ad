namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Ground truth: a channel that should be found.</summary>
public sealed record TrueChannel(string Device, string Mac, string Address, string? Name, string Protocol, int Port, double PeriodSeconds, bool InFlow, DateTime FromAt);
