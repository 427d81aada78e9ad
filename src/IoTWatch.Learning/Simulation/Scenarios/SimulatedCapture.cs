using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>What a scenario gives: observations by rising event time, made as they are asked for, and the truth about them.</summary>
public sealed record SimulatedCapture(
    IEnumerable<Observation> Observations, IReadOnlyList<TrueChannel> Truth, IReadOnlyList<string> LocalNetworks, TimeSpan Duration);
