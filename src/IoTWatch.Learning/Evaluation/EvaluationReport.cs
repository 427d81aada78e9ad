using IoTWatch.Learning.Evaluation.Households;

namespace IoTWatch.Learning.Evaluation;

/// <summary>Everything that an evaluation found, as the reports tell it.</summary>
/// <param name="Command">What makes it again, without the paths of one machine.</param>
/// <param name="Labels">Name of the label file; null when only homes were simulated.</param>
/// <param name="Throughput">Differs from run to run; all else is the same for the same input.</param>
public sealed record EvaluationReport(
    string Command, string Model, int FeatureVersion, string? Labels, LabelledEvaluation? Labelled, HouseholdsEvaluation? Households,
    IReadOnlyList<Throughput> Throughput, double PeakMebibytes);
