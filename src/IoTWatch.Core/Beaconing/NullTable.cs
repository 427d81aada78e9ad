namespace IoTWatch.Core.Beaconing;

/// <summary>Percentiles of the support that the best candidate period has in traffic without a period.</summary>
/// <remarks>
/// For each number of contacts the 95th and 99th percentile of the support of a <c>BeaconEstimate</c>, the greater of
/// four null hypotheses: Poisson, lognormal (σ 1), Pareto with a floor (tail index 1) and user sessions. The simulation
/// contains the whole search, so that the number of candidates is accounted for.
/// IoTWatch.Learning.Training.NullTableGenerator writes NullTable.Data.cs; a test compares the two, and rewrites the
/// file when IOTWATCH_ACCEPT is set.
/// </remarks>
public static partial class NullTable
{
    public const int MinContacts = BeaconFeatures.MinContacts;
    public const int MaxContacts = Channels.ChannelSketch.RingSize;

    /// <summary>Returns 0 at the 95th percentile of chance, 1 at the 99th, more above; −5..20.</summary>
    public static double Excess(int contacts, double support)
    {
        var n = Math.Clamp(contacts, MinContacts, MaxContacts) - MinContacts;
        return Math.Clamp((support - P95[n]) / Math.Max(P99[n] - P95[n], 0.1), -5, 20);
    }
}
