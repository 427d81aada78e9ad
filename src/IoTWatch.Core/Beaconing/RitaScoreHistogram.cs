namespace IoTWatch.Core.Beaconing;

/// <summary>
/// Connections per 24th of RITA's window, and the two parts of <see cref="RitaScore"/> that are computed from it.
/// </summary>
/// <remarks>
/// hist = max(1 − cv, bimodal): cv = population standard deviation over mean, its part 0 above 1; bimodal only with at
/// least 11 filled bins: counts grouped in steps of ceil(0.05 · largest), min(1, (bins in the two fullest
/// groups)/max(filled − 1, 1)). dur = 0 below 6 filled bins, else the larger of the covered share of the window and
/// longest run of filled bins / 12, each rounded up to three decimals and at most 1; a run may wrap around the window's
/// end.
/// </remarks>
internal readonly ref struct RitaScoreHistogram
{
    public const int Bins = 24;
    private const int MinFilledForBimodal = 11;
    private const int MinFilledForDuration = 6;
    private const int IdealRun = 12;
    private const double GroupStep = 0.05;
    private const int MaxGroups = 21;

    private readonly ReadOnlySpan<int> _counts;
    private readonly int _filled;

    private RitaScoreHistogram(ReadOnlySpan<int> counts)
    {
        _counts = counts;
        _filled = Bins - counts.Count(0);
    }

    /// <param name="counts">Room for <see cref="Bins"/> zeros, used by the result.</param>
    public static RitaScoreHistogram Of(ReadOnlySpan<long> seconds, long windowStart, long windowEnd, Span<int> counts)
    {
        counts.Clear();
        var width = (windowEnd - windowStart) / (double)Bins;
        foreach (var second in seconds)
            // the last edge belongs to the last bin
            counts[Math.Clamp((int)((second - windowStart) / width), 0, Bins - 1)]++;
        return new RitaScoreHistogram(counts);
    }

    public double Flatness() => Math.Max(Steadiness(), Bimodality());

    /// <param name="covered">Time from the first to the last connection over the window's length.</param>
    public double Duration(double covered) =>
        _filled < MinFilledForDuration
            ? 0
            : Math.Max(CeilingAtMostOne(covered), CeilingAtMostOne(LongestRun() / (double)IdealRun));

    private double Steadiness()
    {
        double sum = 0, squares = 0;
        foreach (var count in _counts)
            sum += count;
        var mean = sum / Bins;
        foreach (var count in _counts)
            squares += (count - mean) * (count - mean);
        var spread = mean > 0 ? Math.Sqrt(squares / Bins) / mean : double.PositiveInfinity;
        return spread > 1 ? 0 : RitaScore.Round3(1 - spread);
    }

    private double Bimodality()
    {
        if (_filled < MinFilledForBimodal)
            return 0;
        var largest = 0;
        foreach (var count in _counts)
            largest = Math.Max(largest, count);
        var step = (int)Math.Ceiling(GroupStep * largest);
        Span<int> groups = stackalloc int[MaxGroups];
        groups.Clear();
        foreach (var count in _counts)
            if (count > 0)
                groups[count / step]++;
        groups.Sort();
        return RitaScore.Round3(Math.Min(1, (groups[^1] + groups[^2]) / (double)Math.Max(_filled - 1, 1)));
    }

    private int LongestRun()
    {
        int run = 0, longest = 0;
        for (var i = 0; i < 2 * Bins; i++)
        {
            run = _counts[i % Bins] > 0 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return Math.Min(longest, Bins);
    }

    private static double CeilingAtMostOne(double value) => Math.Min(1, Math.Ceiling(value * 1000) / 1000);
}
