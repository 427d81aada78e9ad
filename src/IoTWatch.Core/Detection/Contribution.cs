namespace IoTWatch.Core.Detection;

/// <summary>
/// One named reason for the score: the value seen, the value typical of ordinary traffic, and how much it moved the
/// score (log-odds).
/// </summary>
public sealed record Contribution(string Name, double Value, double Typical, double Weight);
