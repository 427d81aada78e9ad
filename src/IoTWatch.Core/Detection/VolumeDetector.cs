using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>
/// U3: detects that one destination receives far more data in an hour than the device sent in any hour before.
/// </summary>
/// <remarks>
/// Rule: the bytes of the current hour exceed a multiple of the busiest hour of the last 14 days, one channel has at
/// threshold half of them, and the behaviour model, trained at that moment on the device's own hours, scores the hour
/// as different. Very large multiples need no model.
/// </remarks>
public sealed class VolumeDetector(IBehaviourTrainer trainer, VolumeOptions options)
{
    /// <summary>
    /// Evaluates the hour after a flow of this channel: raises a suspicion, or clears the one of an earlier hour.
    /// </summary>
    public void Observe(DeviceView view, ChannelState channel)
    {
        if (view.IsLearning)
            return;
        var (state, atMs) = (view.State, view.AtMs);
        var hours = state.Hours;
        if (channel.IsLocal
            || hours.Current.BytesOut < options.MinBytes
            || state.Volume.IsRaised
            || atMs - state.BehaviourScoredMs < options.HeldSeconds * 1000)
            return;
        if (IsFarAbove(state, channel, atMs))
            state.Volume = new Suspicion(atMs, 0, channel.Key);
    }

    /// <summary>Evaluates the suspicion; null where there is nothing to report.</summary>
    public VolumeEvidence? Evaluate(DeviceView view)
    {
        var (state, atMs) = (view.State, view.AtMs);
        // The evidence ends with the hour: at its end the second evaluation comes earlier.
        if (!state.Volume.IsRaised || (!state.Volume.IsDue(atMs, options.HeldSeconds) && !state.Hours.IsOver(atMs)))
            return null;
        var suspicion = state.Volume;
        state.Volume = default;
        var hours = state.Hours;
        return state.Channels.Find(suspicion.Channel) is { } channel && channel.HourOfBytes == hours.Current.Hour
            && IsFarAbove(state, channel, atMs) && !channel.InReview && view.Policy.IsForeign(channel, view.At)
            ? Measure(hours, channel)
            : null;
    }

    private bool IsFarAbove(DeviceState state, ChannelState channel, long atMs)
    {
        var hours = state.Hours;
        if (hours.Age < options.MinAgeHours
            || hours.Finished.Count < options.MinActiveHours
            || channel.BytesThisHour < options.MinShare * hours.Current.BytesOut)
            return false;
        var times = Times(hours);
        // A new destination is no evidence for a device that calls new ones every day.
        var isNew = channel.Unexpected.Count > 0 && !state.Learned.FollowsUser && !state.Learned.Roams(channel.Key);
        var threshold = isNew ? options.TimesToUncovered : options.TimesToCovered;
        if (times < threshold || times >= options.TimesBeyondDoubt)
            return times >= threshold;
        // Training a model takes milliseconds: at most one per minute.
        state.BehaviourScoredMs = atMs;
        return Measure(hours, channel).Score >= options.MinScore;
    }

    private VolumeEvidence Measure(HourlyBehaviour hours, ChannelState channel)
    {
        var model = trainer.Train(hours.Finished);
        Span<float> vector = stackalloc float[BehaviourHour.FeatureCount];
        hours.Current.Write(vector);
        return new VolumeEvidence(
            channel, hours.Current, channel.BytesThisHour, hours.LargestBytes, (int)hours.Age, model.Id,
            model.Score(vector), new RobustScale(hours.Finished));
    }

    private static double Times(HourlyBehaviour hours) =>
        (double)hours.Current.BytesOut / Math.Max(hours.LargestBytes, 1);
}
