namespace IoTWatch.Learning.Training;

/// <summary>A figure with its 95 % confidence interval.</summary>
public sealed record Estimate(double Value, double Low, double High);
