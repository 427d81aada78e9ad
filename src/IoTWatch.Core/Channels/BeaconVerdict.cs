namespace IoTWatch.Core.Channels;

/// <summary>The last evaluation of a channel.</summary>
/// <param name="EvaluatedAtMs">Epoch milliseconds; 0 = never.</param>
/// <param name="NextDue">Contacts at which the next evaluation is due.</param>
/// <param name="RegularSinceMs">Since when every evaluation has found it regular, epoch milliseconds; 0 = the last one
/// did not.</param>
public readonly record struct BeaconVerdict(
    double Probability, BeaconEstimate Estimate, long EvaluatedAtMs, int NextDue, long RegularSinceMs);

/// <summary>The regularity read from a channel's contacts.</summary>
/// <param name="PeriodSeconds">0 while no period can be told.</param>
/// <param name="Jitter">Median absolute deviation of the interval over its median, missed calls folded.</param>
/// <param name="Missed">Calls left out, as far as the kept contacts show.</param>
/// <param name="Support">How well the period explains the contacts beyond chance; what the null table of the Beaconing
/// folder is about.</param>
/// <param name="MedianIntervalSeconds">The interval in which the middle of the time falls: see <c>WakeUps</c>.</param>
public readonly record struct BeaconEstimate(
    double PeriodSeconds, double Jitter, int Missed, BeaconMethod Method, double MedianIntervalSeconds, double Support);

/// <summary>The test that shows the period best.</summary>
public enum BeaconMethod : byte
{
    None,

    /// <summary>Intervals are whole multiples of the period: a device that sleeps, calls, and sleeps again.</summary>
    Renewal,

    /// <summary>Contacts one period apart exist although others lie between: several callers or extra calls.</summary>
    Pairs,

    /// <summary>Contacts keep their place in the cycle over the whole span: a timer locked to a clock.</summary>
    Phase,
}
