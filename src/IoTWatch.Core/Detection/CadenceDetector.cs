using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>U4: detects that a learned channel has another period than during learning.</summary>
/// <remarks>
/// Rule: during learning, the range of periods of regular evaluations is stored, and every interval that made up 5 % of
/// all. Later, a period held for 24 periods and an hour deviates when it is outside that range by more than a factor of
/// 2.2, or when the channel was never more than 20 % likely to be regular. A period with a jitter above 25 % is too
/// inexact to deviate. A period that was one of the stored intervals does not deviate: it was there among other calls.
/// </remarks>
public sealed class CadenceDetector(CadenceOptions options)
{
    private const double ModeShare = 0.05;

    /// <summary>
    /// Learns the period of a scored channel while its device is learned, and compares with it afterwards.
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
        // The periods of a device that follows its user are no baseline.
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

    /// <summary>Whether a channel that was just found regular deviates from its learned periods.</summary>
    internal bool Deviates(ChannelState channel)
    {
        var (verdict, learned) = (channel.Verdict, channel.Cadence);
        var period = verdict.Estimate.PeriodSeconds;
        if (learned is null || learned.Evaluations < options.MinEvaluations
            || verdict.Probability < options.MinProbability || verdict.RegularSinceMs == 0
            || verdict.Estimate.Jitter > options.MaxJitter
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
