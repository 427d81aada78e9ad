namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>One row of the comparison: how a detector, or a scorer at its threshold, does on the same channels.</summary>
/// <param name="Recall">Labelled beacons found.</param>
/// <param name="Precision">Of what it called, the labelled beacons.</param>
/// <param name="FalsePerDeviceDay">Harmless channels called (for alerts: alerts), per device-day after learning.</param>
/// <param name="Auc">Area under the ROC curve of its ranking; null without positives or negatives.</param>
/// <param name="TprAt1">Labelled beacons found where at most 1 % of the harmless channels are called.</param>
public sealed record DetectorFigures(
    string Name, Share Recall, Share Precision, EventRate FalsePerDeviceDay, double? Auc, Share TprAt1, IReadOnlyList<CurvePoint> Curve);
