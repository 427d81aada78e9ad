using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>U4: a learned channel calls to another beat than it did while it was learned.</summary>
/// <remarks>
/// Rule: while learned, the range of periods of its regular evaluations is kept, and every interval that made up 5 % of
/// all. Later, a period held for 24 periods and an hour deviates when it lies outside that range by more than a factor
/// of 2.2, or when the channel was never more than 20 % likely to be regular; a period that single intervals do not
/// show (jitter above 25 %) is too vague to say so; and never when the new period is one of the intervals known: a
/// heartbeat that was drowned in other calls, and no longer is, has not changed.
/// </remarks>
public sealed class CadenceDetector(CadenceOptions options)
{
    private const double ModeShare = 0.05;

    /// <summary>
    /// Learns a scored channel's rhythm while its device is learned, and compares it with that afterwards.
    /// </summary>
    /// <param name="isHeld">Held regular at this evaluation.</param>
    /// <param name="threshold">Probability from which a channel counts as regular, 0..1.</param>
    /// <returns>True when the channel's deviations have changed.</returns>
    public bool Evaluate(DeviceView view, ChannelState channel, bool isHeld, double threshold)
    {
        if (view.IsLearning)
        {
            Learn(channel, threshold);
            return false;
        }
        if (!isHeld)
            return false;
        var before = channel.Deviations;
        // A device that follows its user has no rhythm to break.
        var deviates = !view.State.Learned.Roams(channel.Key) && Deviates(channel);
        channel.Deviations = deviates ? before | [Deviation.Cadence] : before.Without(Deviation.Cadence);
        return channel.Deviations != before;
    }

    internal static void Learn(ChannelState channel, double threshold)
    {
        var (verdict, known) = (channel.Verdict, channel.Cadence ?? new LearnedCadence(0, 0, 0, 0, 0, 0));
        var isRegular = verdict.Probability >= threshold;
        var period = verdict.Estimate.PeriodSeconds;
        channel.Cadence = new LearnedCadence(
            known.Evaluations + 1,
            known.Regular + (isRegular ? 1 : 0),
            Math.Max(known.HighestProbability, verdict.Probability),
            !isRegular ? known.ShortestSeconds : known.Regular == 0 ? period : Math.Min(known.ShortestSeconds, period),
            !isRegular ? known.LongestSeconds : Math.Max(known.LongestSeconds, period),
            known.KnownIntervals | Modes(channel.Contacts.Sketch));
    }

    private static ulong Modes(in ChannelSketch sketch)
    {
        var total = 0;
        foreach (var count in sketch.Intervals)
            total += count;
        var modes = 0UL;
        for (var bin = 0; bin < ChannelSketch.IntervalBins; bin++)
            if (sketch.Intervals[bin] > 0 && sketch.Intervals[bin] >= ModeShare * total)
                modes |= 1UL << bin;
        return modes;
    }

    /// <summary>Whether the channel, found regular just now, has left its learned rhythm.</summary>
    internal bool Deviates(ChannelState channel)
    {
        var (verdict, learned) = (channel.Verdict, channel.Cadence);
        var period = verdict.Estimate.PeriodSeconds;
        if (learned is null || learned.Evaluations < options.LeastEvaluations
            || verdict.Probability < options.LeastProbability || verdict.RegularSinceMs == 0
            || verdict.Estimate.Jitter > options.MostJitter
            || (verdict.EvaluatedAtMs - verdict.RegularSinceMs) / 1000.0 < Math.Max(
                options.HeldSeconds, options.HeldPeriods * period))
            return false;
        var bin = ChannelSketch.IntervalBin(period);
        for (var near = Math.Max(bin - 1, 0); near <= Math.Min(bin + 1, ChannelSketch.IntervalBins - 1); near++)
            if ((learned.KnownIntervals >> near & 1) != 0)
                return false;
        return learned.Regular == 0
            ? learned.HighestProbability <= options.IrregularProbability
            : period * options.Factor < learned.ShortestSeconds || period > learned.LongestSeconds * options.Factor;
    }
}
