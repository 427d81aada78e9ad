namespace IoTWatch.Core.Beaconing;

/// <summary>When a regular channel is called a beacon.</summary>
public sealed record BeaconOptions
{
    /// <summary>Probability from which a channel counts as regular, 0..1.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Contacts an alert needs. 4..1000.</summary>
    public int LeastContacts { get; init; } = 8;

    /// <summary>Contacts an alert needs while they span less than <see cref="ShortSpanSeconds"/>.</summary>
    public int LeastContactsInShortSpan { get; init; } = 16;

    /// <summary>Seconds.</summary>
    public double ShortSpanSeconds { get; init; } = 60;

    /// <summary>Periods the contacts must span. 1..1000.</summary>
    public double LeastPeriods { get; init; } = 6;

    /// <summary>Seconds.</summary>
    public double ShortestPeriodSeconds { get; init; } = 0.5;

    /// <summary>Seconds; a day and a little, so that a daily call with jitter fits.</summary>
    public double LongestPeriodSeconds { get; init; } = 90_000;

    /// <summary>
    /// Periods between the first evaluation that finds it regular and the one that may alert: four calls later, some of
    /// which may come early.
    /// </summary>
    public double HeldPeriods { get; init; } = 3.6;

    /// <summary>
    /// Least time between these two evaluations, seconds. See docs/decisions/0003-persistence.md for why it is not 60.
    /// </summary>
    public double HeldSeconds { get; init; } = 20;

    /// <summary>Least time between any two evaluations of a channel, seconds.</summary>
    public double EvaluationSeconds { get; init; } = 10;

    /// <summary>
    /// Seconds that a rhythm must last where new destinations are everyday: longer than anybody looks at a page, plays
    /// or talks.
    /// </summary>
    public double LastingSeconds { get; init; } = 6 * 3600;

    /// <summary>
    /// Share of the calls due since the first that a lasting rhythm must have made: a page that is polled again on
    /// another evening has not lasted. 0..1.
    /// </summary>
    public double LastingShare { get; init; } = 0.5;
}
