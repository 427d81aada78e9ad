namespace IoTWatch.Core.Beaconing;

/// <summary>The regularity read from a channel's contacts.</summary>
/// <param name="PeriodSeconds">0 while no period can be told.</param>
/// <param name="Jitter">Median absolute deviation of the interval over its median, missed calls folded.</param>
/// <param name="Missed">Calls left out, as far as the kept contacts show.</param>
/// <param name="Support">How well the period explains the contacts beyond chance; what <see cref="NullTable"/> is about.</param>
/// <param name="MedianIntervalSeconds">The interval in which the middle of the time falls: see <see cref="WakeUps"/>.</param>
public readonly record struct BeaconEstimate(double PeriodSeconds, double Jitter, int Missed, BeaconMethod Method, double MedianIntervalSeconds, double Support);
