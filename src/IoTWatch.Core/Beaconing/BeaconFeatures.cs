using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Beaconing;

/// <summary>
/// The input of the model: names, order and version of the features, and their computation from a sketch.
/// </summary>
/// <remarks>
/// Timing features come from the last 64 contacts, activity and size features from all contacts. Every value is finite.
/// Destination and profile are no features, so that the model cannot learn the addresses of a capture. The null
/// hypotheses are described at <see cref="RenewalFold"/>, <see cref="PairCorrelation"/>, <see cref="Rayleigh"/>.
/// </remarks>
public static class BeaconFeatures
{
    /// <summary>Increased when a feature is added, removed, moved or computed differently.</summary>
    public const int Version = 2;

    /// <summary>Minimum number of contacts for features.</summary>
    public const int MinContacts = 4;

    public static readonly string[] Names =
    [
        "contacts_log2", "period_log10",
        "renewal_share", "renewal_z", "pair_share", "pair_z", "strict_pair_share", "strict_pair_z", "null_excess",
        "phase_share", "phase_power",
        "interval_mad", "interval_skew", "interval_cv", "interval_log_sd", "interval_entropy",
        "mode_share", "two_modes_share", "floor_ratio", "tail_ratio", "exponential_distance",
        "interval_autocorrelation",
        "rhythm_gain", "rhythm_share", "rhythm_callers", "missed_share",
        "completeness", "in_mode_mad", "recent_share",
        "same_size_share", "size_log_sd", "size_entropy", "failed_share",
        "active_hours", "longest_run", "night_share",
    ];

    public static int Count => Names.Length;

    /// <summary>Number of timing features; they come first, then sizes, failures and hours of the day.</summary>
    public static int TimingCount { get; } = Array.IndexOf(Names, "same_size_share");

    public static int IndexOf(string name) => Array.IndexOf(Names, name);

    /// <summary>
    /// Computes the features and the estimate of a sketch with at least <see cref="MinContacts"/> contacts.
    /// </summary>
    /// <param name="features"><see cref="Count"/> values, overwritten.</param>
    public static BeaconEstimate Compute(in ChannelSketch sketch, Span<float> features)
    {
        Span<double> timeBuffer = stackalloc double[ChannelSketch.RingSize];
        Span<double> intervalBuffer = stackalloc double[ChannelSketch.RingSize];
        Span<double> sorted = stackalloc double[ChannelSketch.RingSize];
        var kept = sketch.CopyTimes(timeBuffer);
        var wakeUps = WakeUps.Merge(timeBuffer[..kept], intervalBuffer, sorted, out var typicalInterval);
        ReadOnlySpan<double> times = timeBuffer[..wakeUps];
        for (var i = 1; i < times.Length; i++)
            intervalBuffer[i - 1] = times[i] - times[i - 1];
        ReadOnlySpan<double> intervals = intervalBuffer[..(times.Length - 1)];
        sorted = sorted[..intervals.Length];

        var shape = IntervalStatistics.Of(intervals, sorted);
        Span<double> candidates = stackalloc double[PeriodSearch.Candidates + 1];
        var period = PeriodSearch.Best(sketch, times, intervals, sorted, shape, candidates[..^1]);
        candidates[^1] = shape.Mean;
        var rhythm = PeriodFit.Of(times, candidates, sorted, shape);

        var next = 0;
        void Put(Span<float> to, double value) => to[next++] = double.IsFinite(value) ? (float)value : 0;

        Put(features, Math.Log2(times.Length));
        Put(features, Math.Log10(Math.Max(rhythm.PeriodSeconds, 0.01)));
        Put(features, period.RenewalShare);
        Put(features, period.RenewalZ);
        Put(features, period.PairShare);
        Put(features, period.PairZ);
        Put(features, period.StrictPairShare);
        Put(features, period.StrictPairZ);
        Put(features, NullTable.Excess(times.Length, period.Support));
        Put(features, period.PhasePower / times.Length);
        Put(features, period.PhasePower);
        Put(features, shape.RelativeMad);
        Put(features, shape.Bowley);
        Put(features, shape.Variation);
        Put(features, shape.LogDeviation);
        Put(features, Entropy.OfLogBins(sorted));
        Put(features, shape.ModeShare);
        Put(features, shape.TwoModesShare);
        Put(features, Math.Min(shape.Low / shape.Median, 2));
        Put(features, Math.Min(shape.High / shape.Median, 100));
        Put(features, shape.ExponentialDistance);
        Put(features, Autocorrelation.OfLogs(intervals));
        Put(features, rhythm.Gain / intervals.Length);
        Put(features, rhythm.Share);
        Put(features, rhythm.Callers);
        Put(features, rhythm.MissedShare);
        Put(features, Math.Min((times[^1] - times[0]) / Math.Max(rhythm.PeriodSeconds, 0.01) / intervals.Length, 20));
        Put(features, rhythm.Jitter);
        Put(features, rhythm.RecentShare);
        Put(features, sketch.SameSizeShare);
        Put(features, sketch.LogSizeDeviation);
        Put(features, Entropy.OfCounts(sketch.Sizes));
        Put(features, sketch.FailedShare);
        var (hours, run, night) = DailyActivity.Of(sketch.Hours);
        Put(features, hours);
        Put(features, run);
        Put(features, night);
        return new BeaconEstimate(
            rhythm.PeriodSeconds, rhythm.Jitter, rhythm.Missed, period.Method, typicalInterval, period.Support);
    }
}
