namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>Number, size and duration of the simulated homes.</summary>
public sealed record HouseholdOptions
{
    /// <summary>1..1,000.</summary>
    public int Households { get; init; } = 10;

    /// <summary>Duration of each home in days. 0.1..3,650.</summary>
    public double Days { get; init; } = 30;

    /// <summary>Seed of the first home; each further home has the next seed.</summary>
    public ulong Seed { get; init; } = 1_000;

    /// <summary>Devices per home. 8..200.</summary>
    public int Devices { get; init; } = 30;

    /// <summary>Learning time; null = 7 days, but at most a quarter of the duration.</summary>
    public TimeSpan? Learn { get; init; }

    public TimeSpan Duration => TimeSpan.FromDays(Days);

    public TimeSpan LearnFor => Learn ?? TimeSpan.FromDays(Math.Min(7, Days / 4));
}
