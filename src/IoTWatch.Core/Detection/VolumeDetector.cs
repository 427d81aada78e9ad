using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>U3: one destination gets far more in an hour than the device ever sent in one.</summary>
/// <remarks>
/// Rule: the present hour's bytes exceed a multiple of the busiest hour of the last 14 days, one channel carries at
/// least half of them, and the behaviour model, trained there and then on the device's own hours, finds the hour unlike
/// them. Very large multiples need no model.
/// </remarks>
public sealed class VolumeDetector(IBehaviourTrainer trainer, VolumeOptions options)
{
    /// <summary>
    /// Looks at the hour after a flow on this channel: raises a suspicion, or clears one of an hour gone by.
    /// </summary>
    public void Observe(DeviceView view, ChannelState channel)
    {
        if (view.IsLearning)
            return;
        var (state, atMs) = (view.State, view.AtMs);
        var hours = state.Hours;
        if (channel.IsLocal
            || hours.Current.BytesOut < options.LeastBytes
            || state.Volume.IsRaised
            || atMs - state.BehaviourScoredMs < options.HeldSeconds * 1000)
            return;
        if (IsFarAbove(state, channel, atMs))
            state.Volume = new Suspicion(atMs, 0, channel.Key);
    }

    /// <summary>The second look: what there is to tell now, if anything.</summary>
    public VolumeEvidence? Evaluate(DeviceView view)
    {
        var (state, atMs) = (view.State, view.AtMs);
        // With the hour the evidence ends: then the second look comes sooner.
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
        if (hours.Age < options.LeastAge
            || hours.Finished.Count < options.LeastHours
            || channel.BytesThisHour < options.LeastShare * hours.Current.BytesOut)
            return false;
        var times = Times(hours);
        // To a device that finds new parties every day, it means nothing that this one is new.
        var isNew = channel.Unexpected.Count > 0 && !state.Learned.FollowsUser && !state.Learned.Roams(channel.Key);
        var least = isNew ? options.TimesToUncovered : options.TimesToCovered;
        if (times < least || times >= options.TimesBeyondDoubt)
            return times >= least;
        // A model is made for each answer, which takes milliseconds: no more than one a minute.
        state.BehaviourScoredMs = atMs;
        return Measure(hours, channel).Score >= options.LeastScore;
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
