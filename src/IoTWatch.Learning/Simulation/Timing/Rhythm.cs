namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>Endless start times by rising order, and the true period where there is one.</summary>
internal readonly record struct Rhythm(double? PeriodSeconds, IEnumerable<double> Starts);
