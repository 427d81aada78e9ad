using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Beaconing;

/// <summary>A candidate period and its score in each test.</summary>
internal readonly record struct PeriodScore(
    double Seconds, double RenewalShare, double RenewalZ, double PairShare, double PairZ, double StrictPairShare,
    double StrictPairZ, double PhasePower, double Support, BeaconMethod Method)
{
    private const double EnoughZ = 12;

    /// <summary>Returns the score of the candidate above chance.</summary>
    /// <param name="isLag">It is from the lag histogram, so it may be a multiple of the true period: the calls in
    /// between would fill wide windows.</param>
    public double SupportOf(bool isLag)
    {
        // A short gap within each cycle may be significant and still explain few contacts: the strict test counts by
        // its share.
        var strict = StrictPairShare * Math.Min(StrictPairZ, EnoughZ);
        return isLag ? strict : Math.Max(RenewalShare * RenewalZ, Math.Max(PairShare * PairZ, strict));
    }
}
