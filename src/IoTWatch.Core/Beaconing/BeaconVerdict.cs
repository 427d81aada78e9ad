namespace IoTWatch.Core.Beaconing;

/// <summary>The last evaluation of a channel.</summary>
/// <param name="EvaluatedAtMs">Epoch milliseconds; 0 = never.</param>
/// <param name="NextDue">Contacts at which the next evaluation is due.</param>
/// <param name="RegularSinceMs">Since when every evaluation has found it regular, epoch milliseconds; 0 = the last one did not.</param>
public readonly record struct BeaconVerdict(
    double Probability, BeaconEstimate Estimate, long EvaluatedAtMs, int NextDue, long RegularSinceMs);
