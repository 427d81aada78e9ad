namespace IoTWatch.Core.Detection;

/// <summary>Thresholds from which a learned period has changed (U4).</summary>
public sealed record CadenceOptions
{
    /// <summary>
    /// Factor by which the period must leave the learned range. Above 2, because missed calls look like half or double
    /// the period.
    /// </summary>
    public double Factor { get; init; } = 2.2;

    /// <summary>Minimum number of evaluations during learning.</summary>
    public int MinEvaluations { get; init; } = 4;

    /// <summary>A channel is irregular if no evaluation during learning gave more than this probability.</summary>
    public double IrregularProbability { get; init; } = 0.2;

    /// <summary>Minimum probability of the new period.</summary>
    public double MinProbability { get; init; } = 0.9;

    /// <summary>Periods for which the new period must have been held.</summary>
    public double HeldPeriods { get; init; } = 24;

    /// <summary>Seconds for which the new period must have been held.</summary>
    public double HeldSeconds { get; init; } = 3600;

    /// <summary>Maximum jitter of the new period, 0..1.</summary>
    public double MaxJitter { get; init; } = 0.25;
}
