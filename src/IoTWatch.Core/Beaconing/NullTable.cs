namespace IoTWatch.Core.Beaconing;

/// <summary>What support the best of the candidate periods reaches in traffic that has none.</summary>
/// <remarks>
/// For each number of contacts the 95th and 99th percentile of the support of a <c>BeaconEstimate</c>, the greater of
/// four nulls: Poisson, lognormal (σ 1), Pareto with a floor (tail index 1) and user sessions. Because the whole search
/// runs inside the simulation, the number of candidates is accounted for. The numbers in NullTable.Data.cs are written
/// by IoTWatch.Learning.Training.NullTableGenerator; a test holds the two together and rewrites the file when
/// IOTWATCH_ACCEPT is set.
/// </remarks>
public static partial class NullTable
{
    public const int Fewest = BeaconFeatures.LeastContacts;
    public const int Most = Channels.ChannelSketch.RingSize;

    /// <summary>
    /// 0 = as good as the best 5 % of chance, 1 = as good as the best 1 %, more = beyond chance; −5..20.
    /// </summary>
    public static double Excess(int contacts, double support)
    {
        var n = Math.Clamp(contacts, Fewest, Most) - Fewest;
        return Math.Clamp((support - P95[n]) / Math.Max(P99[n] - P95[n], 0.1), -5, 20);
    }
}
