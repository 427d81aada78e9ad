namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A stretch of time, seconds after the scenario's start; <paramref name="To"/> is no longer part of it.</summary>
internal readonly record struct Stay(double From, double To);
