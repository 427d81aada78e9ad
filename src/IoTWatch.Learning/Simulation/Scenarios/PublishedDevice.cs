namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A device with its maker's prefix and its heartbeats.</summary>
internal sealed record PublishedDevice(string Name, string Oui, IReadOnlyList<PublishedBeat> Beats);
