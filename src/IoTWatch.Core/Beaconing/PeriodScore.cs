namespace IoTWatch.Core.Beaconing;

/// <summary>A candidate period and how well each test supports it.</summary>
internal readonly record struct PeriodScore(
    double Seconds, double RenewalShare, double RenewalZ, double PairShare, double PairZ, double PhasePower, BeaconMethod Method);
