namespace IoTWatch.Core.Detection;

/// <summary>
/// A named reason of a score: the observed value, the typical value of ordinary traffic, and the change of the score
/// (log-odds).
/// </summary>
public sealed record Contribution(string Name, double Value, double Typical, double Weight);
