using IoTWatch.Learning.Evaluation.Households;

namespace IoTWatch.Learning.Evaluation;

/// <summary>The results of an evaluation, as input of the reports.</summary>
/// <param name="Command">Command line that reproduces the report, without local paths.</param>
/// <param name="Labels">Name of the label file; null for simulated homes only.</param>
/// <param name="Throughput">Differs between runs; everything else depends on the input only.</param>
public sealed record EvaluationReport(
    string Command, string Model, int FeatureVersion, string? Labels, LabelledEvaluation? Labelled,
    HouseholdsEvaluation? Households, IReadOnlyList<Throughput> Throughput, double PeakMebibytes);

/// <summary>The measured speed of one run on this machine.</summary>
/// <param name="Read">Packets and rows read, or observations generated.</param>
public sealed record Throughput(string Name, double Seconds, long Read, long Observations, long Channels)
{
    public double ReadPerSecond => Read / Math.Max(Seconds, 1e-6);

    public double ChannelsPerSecond => Channels / Math.Max(Seconds, 1e-6);
}
