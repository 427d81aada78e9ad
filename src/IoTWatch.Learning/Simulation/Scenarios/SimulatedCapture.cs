using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// The generated observations of a scenario in event-time order, produced lazily, with their ground truth.
/// </summary>
public sealed record SimulatedCapture(
    IEnumerable<Observation> Observations, IReadOnlyList<GroundTruthChannel> Truth, IReadOnlyList<string> LocalNetworks,
    TimeSpan Duration);

/// <summary>Ground truth: a channel that a detector should find.</summary>
public sealed record GroundTruthChannel(
    string Device, string Mac, string Address, string? Name, string Protocol, int Port, double PeriodSeconds,
    bool InFlow, DateTime FromAt);
