using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>The input of a detector: state and policy of one device at one time.</summary>
/// <param name="At">Event time, UTC.</param>
public readonly record struct DeviceView(DeviceState State, DevicePolicy Policy, DateTime At)
{
    /// <summary><see cref="At"/> in epoch milliseconds.</summary>
    public long AtMs => At.ToEpochMs();

    public bool IsLearning => Policy.IsLearning(At);

    public bool IsLearned => Policy.IsLearned(At);

    /// <summary>Creates a finding: adds the device, the destination and the profile to the evidence.</summary>
    /// <param name="channel">The channel concerned; null for many channels, or none.</param>
    internal Finding Finding(Evidence evidence, ChannelState? channel)
    {
        var destination = channel is null ? null : Policy.DestinationOf(channel);
        var isNewCountry = channel is { Tier: Tier.F2 } && Policy.IsNewCountry(channel, destination!);
        return new Finding(
            Policy.Summary, evidence, At, evidence.BeganAt ?? channel?.FirstAt ?? At, channel, destination,
            Policy.Profile, isNewCountry);
    }
}
