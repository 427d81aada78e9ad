namespace IoTWatch.Learning.Evaluation.Figures;

/// <summary>The figures of one detector, or of one scorer at its threshold.</summary>
/// <param name="Recall">Labelled beacons found.</param>
/// <param name="Precision">Labelled beacons among the channels classified as beacons.</param>
/// <param name="FalsePerDeviceDay">False positives (for alerts: false alerts) per device-day after learning.</param>
/// <param name="Auc">Area under the ROC curve of its ranking; null without positives or negatives.</param>
/// <param name="TprAt1">Recall at a false-positive rate of at most 1 %.</param>
public sealed record DetectorFigures(
    string Name, Proportion Recall, Proportion Precision, EventRate FalsePerDeviceDay, double? Auc, Proportion TprAt1,
    IReadOnlyList<CurvePoint> Curve);
