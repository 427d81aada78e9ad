namespace IoTWatch.Core.Beaconing;

/// <summary>The regularity read from a channel's contacts.</summary>
/// <param name="PeriodSeconds">0 while no period can be told.</param>
/// <param name="Jitter">Median absolute deviation of the interval over its median, missed calls folded.</param>
/// <param name="Missed">Calls left out, as far as the kept contacts show.</param>
/// <param name="MedianIntervalSeconds">Plain median of the kept intervals.</param>
public readonly record struct BeaconEstimate(double PeriodSeconds, double Jitter, int Missed, BeaconMethod Method, double MedianIntervalSeconds);
