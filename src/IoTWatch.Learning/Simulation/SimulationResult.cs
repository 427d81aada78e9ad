using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Simulation;

/// <summary>What was written.</summary>
/// <param name="Files">Full paths, <c>labels.json</c> last.</param>
/// <param name="Written">Observations that the format can show.</param>
/// <param name="LeftOut">Observations that it cannot (Wi-Fi events in a packet capture).</param>
public sealed record SimulationResult(IReadOnlyList<string> Files, long Written, long LeftOut, IReadOnlyList<TrueChannel> Truth);
