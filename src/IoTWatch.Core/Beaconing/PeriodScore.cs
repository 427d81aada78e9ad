using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Beaconing;

/// <summary>A candidate period and how well each test supports it.</summary>
internal readonly record struct PeriodScore(
    double Seconds, double RenewalShare, double RenewalZ, double PairShare, double PairZ, double StrictPairShare,
    double StrictPairZ, double PhasePower, double Support, BeaconMethod Method)
{
    private const double EnoughZ = 12;

    /// <summary>How well the candidate explains the traffic beyond chance.</summary>
    /// <param name="isLag">It came from the lag histogram, so it may be a multiple of the true period: wide windows
    /// would be filled by the calls between.</param>
    public double SupportOf(bool isLag)
    {
        // A short gap within each cycle may be sure and still explain little: the strict test counts by its share.
        var strict = StrictPairShare * Math.Min(StrictPairZ, EnoughZ);
        return isLag ? strict : Math.Max(RenewalShare * RenewalZ, Math.Max(PairShare * PairZ, strict));
    }
}
