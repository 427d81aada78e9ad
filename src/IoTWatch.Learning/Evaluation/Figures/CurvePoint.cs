namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>What a scorer does when channels are called from a threshold on.</summary>
/// <param name="Recall">Share of the labelled beacons called; the true-positive rate.</param>
/// <param name="Precision">Share of the called channels that are labelled beacons.</param>
/// <param name="FalsePositiveRate">Share of the harmless channels called.</param>
public sealed record CurvePoint(double Threshold, double Recall, double Precision, double FalsePositiveRate);
