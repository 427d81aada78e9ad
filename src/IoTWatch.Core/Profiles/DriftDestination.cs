using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Profiles;

/// <summary>A channel that a device opened for the first time, long after it was learned.</summary>
/// <param name="Relation">Why it is no stranger: "its maker's", "a party it knows"; null where it is one.</param>
public sealed record DriftDestination(ChannelKey Key, DateTime At, Tier Tier, string? HostName, string? Relation);
