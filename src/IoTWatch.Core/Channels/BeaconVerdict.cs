namespace IoTWatch.Core.Channels;

/// <summary>The last evaluation of a channel.</summary>
/// <param name="EvaluatedAtMs">Epoch milliseconds; 0 = never.</param>
/// <param name="NextDue">Contacts at which the next evaluation is due.</param>
/// <param name="RegularSinceMs">Epoch milliseconds since which every evaluation found the channel regular; 0 = the last
/// one did not.</param>
public readonly record struct BeaconVerdict(
    double Probability, BeaconEstimate Estimate, long EvaluatedAtMs, int NextDue, long RegularSinceMs);

/// <summary>The period and regularity estimated from a channel's contacts.</summary>
/// <param name="PeriodSeconds">0 where no period was found.</param>
/// <param name="Jitter">Median absolute deviation of the interval over its median, missed calls folded.</param>
/// <param name="Missed">Missed calls, among the contacts whose times are stored.</param>
/// <param name="Support">Score of the period above chance; the null table of the Beaconing folder has its percentiles
/// without a period.</param>
/// <param name="MedianIntervalSeconds">The length-weighted median interval: see <c>WakeUps</c>.</param>
public readonly record struct BeaconEstimate(
    double PeriodSeconds, double Jitter, int Missed, BeaconMethod Method, double MedianIntervalSeconds, double Support);

/// <summary>The test with the highest score for the period.</summary>
public enum BeaconMethod : byte
{
    None,

    /// <summary>Intervals are whole multiples of the period: a device that sleeps, calls, and sleeps again.</summary>
    Renewal,

    /// <summary>Contacts one period apart exist although others lie between: several callers or extra calls.</summary>
    Pairs,

    /// <summary>Contacts have the same phase over the whole span: a timer locked to a clock.</summary>
    Phase,
}
