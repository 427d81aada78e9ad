namespace IoTWatch.Core.Detection;

/// <summary>When a learned rhythm counts as changed (U4).</summary>
public sealed record CadenceOptions
{
    /// <summary>
    /// Factor by which the period must leave the range it had while it was learned. Above 2: half and double are also
    /// what missed calls look like.
    /// </summary>
    public double Factor { get; init; } = 2.2;

    /// <summary>Evaluations while learned that make a baseline.</summary>
    public int LeastEvaluations { get; init; } = 4;

    /// <summary>
    /// A channel is known to be irregular if no evaluation while learned gave more than this probability.
    /// </summary>
    public double IrregularProbability { get; init; } = 0.2;

    /// <summary>Probability of the new rhythm.</summary>
    public double LeastProbability { get; init; } = 0.9;

    /// <summary>Periods for which the new rhythm must have held.</summary>
    public double HeldPeriods { get; init; } = 24;

    /// <summary>Seconds for which the new rhythm must have held.</summary>
    public double HeldSeconds { get; init; } = 3600;

    /// <summary>Jitter above which a period is too vague to be called another one, 0..1.</summary>
    public double MostJitter { get; init; } = 0.25;
}
