using IoTWatch.Core;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Learning.Evaluation;

/// <summary>The dependencies of an evaluation.</summary>
/// <param name="Open">Creates a pipeline for local networks and a learning time; null = not specified.</param>
/// <param name="Progress">Receives the current step; may throw to cancel.</param>
public sealed record EvaluationContext(
    Func<IReadOnlyList<string>?, TimeSpan?, Pipeline> Open, PublicSuffixList Suffixes, IProgress<string> Progress)
{
    internal const int ObservationsBetweenReports = 1 << 16;
}
