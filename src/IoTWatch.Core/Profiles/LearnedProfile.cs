using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>What a device was seen to do while it was learned; frozen afterwards.</summary>
/// <remarks>
/// Learning lasts for <see cref="PipelineOptions.Learn"/> of event time from the device's first flow. A channel enters when it is first
/// used. What a person must decide (an unrelated party called regularly) is taken out again by <see cref="Forget"/>, so that a device
/// that is bad on day 1 never becomes normal. Destinations without a name are covered by network (ASN), service and protocol together:
/// cloud services move between prefixes within hours.
/// </remarks>
public sealed class LearnedProfile
{
    public DateTime? StartedAt { get; set; }

    public List<LearnedRule> Rules { get; set; } = [];

    public bool IsLearning(DateTime at, TimeSpan learn) => learn > TimeSpan.Zero && (StartedAt is null || at < StartedAt.Value + learn);

    public void Learn(in ChannelKey key, Destination destination, DateTime at)
    {
        StartedAt ??= at;
        if (Find(key) is null)
            Rules.Add(new LearnedRule(key.Destination, destination.Domain is null ? destination.Geo.Asn : 0, key.Protocol, key.Port, at));
    }

    public void Forget(ChannelKey key) => Rules.RemoveAll(rule => rule.Destination == key.Destination && rule.Protocol == key.Protocol && rule.Port == key.Port);

    /// <summary>The rule that covers a channel, or null.</summary>
    public LearnedRule? Cover(ChannelKey key, Destination destination) =>
        Find(key) ?? (destination.Domain is null && !destination.IsLocal && destination.Geo.Asn != 0
            ? Rules.Find(rule => rule.Asn == destination.Geo.Asn && rule.Protocol == key.Protocol && rule.Port == key.Port)
            : null);

    /// <summary>Whether the destination is known at all, whatever the service.</summary>
    public bool Knows(string destination) => Rules.Exists(rule => rule.Destination == destination);

    private LearnedRule? Find(ChannelKey key) =>
        Rules.Find(rule => rule.Destination == key.Destination && rule.Protocol == key.Protocol && rule.Port == key.Port);
}
