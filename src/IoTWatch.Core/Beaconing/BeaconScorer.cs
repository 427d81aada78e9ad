using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Beaconing;

/// <summary>Evaluates a channel when it is due, and returns whether it has been regular for long enough.</summary>
/// <remarks>
/// Due at contacts 4, 5, 6, 8, 12, 16, 24, 32 and then every 8th; while it was found regular at every contact up to the
/// 10th and at 12, 14, 16, 20 … too, at most every 10 s of event time. Regular: the model's probability is above the
/// threshold, with enough contacts spanning enough periods. Held: two evaluations at least
/// <see cref="BeaconOptions.HeldPeriods"/> and <see cref="BeaconOptions.HeldSeconds"/> apart with no irregular one
/// between.
/// </remarks>
public sealed class BeaconScorer(IBeaconModel model, BeaconOptions options)
{
    private static readonly int[] Sparse = [4, 5, 6, 8, 12, 16, 24, 32];
    private static readonly int[] Dense = [4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 28, 32];

    public IBeaconModel Model => model;

    /// <summary>Probability from which a channel counts as regular, 0..1.</summary>
    public double Threshold => options.Threshold;

    /// <summary>Evaluates the channel at the time of a contact if it is due.</summary>
    /// <returns>Null when not due; else whether it is held regular.</returns>
    public bool? Evaluate(ChannelState channel, long atMs)
    {
        if (!IsDue(channel, atMs))
            return null;
        Span<float> features = stackalloc float[BeaconFeatures.Count];
        var sketch = channel.Contacts.Sketch;
        var estimate = BeaconFeatures.Compute(sketch, features);
        var probability = model.Score(features);
        var spanSeconds = (atMs - sketch.OriginMs) / 1000.0;
        var isRegular = probability >= options.Threshold
            && estimate.PeriodSeconds >= options.MinPeriodSeconds
            && estimate.PeriodSeconds <= options.MaxPeriodSeconds;
        var since = !isRegular ? 0 : channel.Verdict.RegularSinceMs != 0 ? channel.Verdict.RegularSinceMs : atMs;
        channel.Verdict = new BeaconVerdict(probability, estimate, atMs, DueAfter(sketch.Count, isRegular), since);
        return isRegular
            && sketch.Count >= (spanSeconds < options.ShortSpanSeconds
                ? options.MinContactsInShortSpan
                : options.MinContacts)
            && spanSeconds >= options.MinPeriods * estimate.PeriodSeconds
            && (atMs - since) / 1000.0 >= Math.Max(options.HeldSeconds, options.HeldPeriods * estimate.PeriodSeconds);
    }

    /// <summary>Whether it has been regular for hours and for most of its life, unlike a visit of a user.</summary>
    public bool IsLasting(ChannelState channel)
    {
        var (verdict, span) = (channel.Verdict, (channel.LastAt - channel.FirstAt).TotalSeconds);
        return verdict.RegularSinceMs != 0
            && (verdict.EvaluatedAtMs - verdict.RegularSinceMs) / 1000.0 >= options.LastingSeconds
            && channel.Contacts.Count * verdict.Estimate.PeriodSeconds >= options.LastingShare * span;
    }

    /// <summary>Returns the number of contacts at which a channel with this many is evaluated next.</summary>
    public static int DueAfter(int contacts, bool isRegular)
    {
        foreach (var due in isRegular ? Dense : Sparse)
            if (due > contacts)
                return due;
        return contacts / 8 * 8 + 8;
    }

    private bool IsDue(ChannelState channel, long atMs) =>
        channel.Contacts.Count >= Math.Max(channel.Verdict.NextDue, Sparse[0])
        && (channel.Verdict.EvaluatedAtMs == 0
            || atMs - channel.Verdict.EvaluatedAtMs >= options.EvaluationSeconds * 1000);
}
