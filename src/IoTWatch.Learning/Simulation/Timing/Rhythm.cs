namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>Endless start times by rising order, and the true period where there is one.</summary>
/// <param name="Tempo">Where the period drifts: what it was when.</param>
internal readonly record struct Rhythm(double? PeriodSeconds, IEnumerable<double> Starts, Tempo? Tempo = null);
