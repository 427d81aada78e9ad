namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>How many simulated homes are watched, and for how long.</summary>
public sealed record HouseholdOptions
{
    /// <summary>1..1,000.</summary>
    public int Households { get; init; } = 10;

    /// <summary>Days each is watched. 0.1..3,650.</summary>
    public double Days { get; init; } = 30;

    /// <summary>The first home's; the others follow it.</summary>
    public ulong Seed { get; init; } = 1_000;

    /// <summary>Devices in each. 8..200.</summary>
    public int Devices { get; init; } = 30;

    /// <summary>How long each device is learned; null = 7 days, or a quarter of the time where that is less.</summary>
    public TimeSpan? Learn { get; init; }

    public TimeSpan Duration => TimeSpan.FromDays(Days);

    public TimeSpan LearnFor => Learn ?? TimeSpan.FromDays(Math.Min(7, Days / 4));
}
