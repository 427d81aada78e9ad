using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Detection;

/// <summary>Detects regular calls to a foreign destination that are unexpected, or that a user must review.</summary>
/// <remarks>
/// <see cref="BeaconScorer"/> measures regularity. A channel that is held regular is reported when its destination is
/// foreign, it is no short visit of a user, and it is unexpected (and not part of a proposed firmware update) or in
/// review.
/// </remarks>
public sealed class BeaconDetector
{
    /// <param name="channel">A channel that is held regular.</param>
    /// <returns>Null where there is nothing to report.</returns>
    public BeaconEvidence? Evaluate(DeviceView view, ChannelState channel, IBeaconModel model)
    {
        var (state, policy, at) = view;
        if (channel.Unexpected.Count == 0 && channel.Tier != Tier.F3)
            return null;
        if (!policy.IsForeign(channel, at) || policy.IsTransient(channel, policy.IsLearned(at)))
            return null;
        policy.SendToReview(channel, at);
        return channel.InReview || (channel.Unexpected.Count > 0 && !state.Drift.IsPending(channel.Key))
            ? new BeaconEvidence(channel, model)
            : null;
    }
}
