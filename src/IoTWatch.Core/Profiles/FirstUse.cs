using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>Classifies the first use of a channel, for learning and for firmware updates.</summary>
internal static class FirstUse
{
    /// <summary>
    /// Whether the flow is a request for an address: DHCP to the broadcast address, or DHCPv6 to its multicast group.
    /// </summary>
    public static bool IsAddressRequest(FlowObservation flow) =>
        flow is
        {
            Protocol: TransportProtocol.Udp, Destination: { Port: 67, Address.IsBroadcast: true }
            or { Port: 547, Address.IsMulticast: true }
        };

    /// <summary>
    /// Whether the channel is used at every start: addresses, names, time, and destinations known by name.
    /// </summary>
    public static bool IsHousekeeping(ChannelState channel) =>
        channel.Tier is Tier.F1 or Tier.F2 || channel.IsTime
        || (channel.Key.Protocol == TransportProtocol.Udp && channel.Key.Port is 53 or 67 or 123 or 547);

    /// <summary>Returns the relation of a destination to the device; null without one.</summary>
    public static string? Relation(
        ChannelKey key, Destination destination, string? vendor, DeviceProfile? declared, LearnedProfile learned) =>
        MakerRelation.Exists(vendor, destination) ? "its maker's"
        : learned.HasDestination(key.Destination)
            || declared?.FindForDestination(
                destination.Domain, destination.Address, destination.IsLocal) is not null ? "a party it knows"
        : destination.Geo is { Confidence: CountryConfidence.High, Organisation: { } holder }
            && learned.HasOrganisation(holder) ? $"held by {holder}, which it knows"
        : null;
}
