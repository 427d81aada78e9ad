namespace IoTWatch.Core.Beaconing;

/// <summary>Thresholds from which a regular channel is a beacon.</summary>
public sealed record BeaconOptions
{
    /// <summary>Probability from which a channel counts as regular, 0..1.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Minimum number of contacts for an alert. 4..1000.</summary>
    public int MinContacts { get; init; } = 8;

    /// <summary>Minimum number of contacts while they span less than <see cref="ShortSpanSeconds"/>.</summary>
    public int MinContactsInShortSpan { get; init; } = 16;

    /// <summary>Seconds.</summary>
    public double ShortSpanSeconds { get; init; } = 60;

    /// <summary>Minimum number of periods that the contacts must span. 1..1000.</summary>
    public double MinPeriods { get; init; } = 6;

    /// <summary>Seconds.</summary>
    public double MinPeriodSeconds { get; init; } = 0.5;

    /// <summary>Seconds; more than a day, for a daily call with jitter.</summary>
    public double MaxPeriodSeconds { get; init; } = 90_000;

    /// <summary>
    /// Periods between the first evaluation that finds it regular and an alert: four calls, some of which may come
    /// early.
    /// </summary>
    public double HeldPeriods { get; init; } = 3.6;

    /// <summary>
    /// Minimum time between these two evaluations, seconds. The value is explained in
    /// docs/decisions/0003-persistence.md.
    /// </summary>
    public double HeldSeconds { get; init; } = 20;

    /// <summary>Minimum time between two evaluations of a channel, seconds.</summary>
    public double EvaluationSeconds { get; init; } = 10;

    /// <summary>
    /// Minimum duration in seconds on devices that often call new destinations: longer than a visit of a page, a game
    /// or a call.
    /// </summary>
    public double LastingSeconds { get; init; } = 6 * 3600;

    /// <summary>
    /// Minimum share of the calls due since the first contact, 0..1: a page that is opened again on another evening has
    /// less.
    /// </summary>
    public double LastingShare { get; init; } = 0.5;
}
