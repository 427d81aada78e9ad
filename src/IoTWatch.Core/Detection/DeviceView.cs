using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>What a detector sees: one device's state and policy at one moment.</summary>
/// <param name="At">Event time, UTC.</param>
public readonly record struct DeviceView(DeviceState State, DevicePolicy Policy, DateTime At)
{
    /// <summary><see cref="At"/> in epoch milliseconds.</summary>
    public long AtMs => At.ToEpochMs();

    public bool IsLearning => Policy.IsLearning(At);

    public bool IsLearned => Policy.IsLearned(At);

    /// <summary>Makes a finding of evidence: adds the device, the destination and the profile in force.</summary>
    /// <param name="channel">The channel concerned; null where many are, or none.</param>
    internal Finding Finding(Evidence evidence, ChannelState? channel)
    {
        var destination = channel is null ? null : Policy.DestinationOf(channel);
        var isNewCountry = channel is { Tier: Tier.F2 } && Policy.IsNewCountry(channel, destination!);
        return new Finding(
            Policy.Summary, evidence, At, evidence.BeganAt ?? channel?.FirstAt ?? At, channel, destination,
            Policy.Profile, isNewCountry);
    }
}
