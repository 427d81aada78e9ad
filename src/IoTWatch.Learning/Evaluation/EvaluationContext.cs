using IoTWatch.Core;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Learning.Evaluation;

/// <summary>What an evaluation runs with.</summary>
/// <param name="Open">A fresh pipeline for the home's networks (null = not said) and a learning time (null = not said).</param>
/// <param name="Progress">Told which step is reached; may throw to end the work.</param>
public sealed record EvaluationContext(Func<IReadOnlyList<string>?, TimeSpan?, Pipeline> Open, PublicSuffixList Suffixes, IProgress<string> Progress)
{
    internal const int ObservationsBetweenReports = 1 << 16;
}
