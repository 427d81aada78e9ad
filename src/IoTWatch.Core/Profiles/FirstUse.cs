using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>What the first use of a channel means for learning and for drift.</summary>
internal static class FirstUse
{
    /// <summary>
    /// The device asks everybody for an address: DHCP to the broadcast address, or its IPv6 form to a group.
    /// </summary>
    public static bool IsAddressRequest(FlowObservation flow) =>
        flow is
        {
            Protocol: TransportProtocol.Udp, Destination: { Port: 67, Address.IsBroadcast: true }
            or { Port: 547, Address.IsMulticast: true }
        };

    /// <summary>Addresses, names, time, and whatever is known by name: what every start brings.</summary>
    public static bool IsHousekeeping(ChannelState channel) =>
        channel.Tier is Tier.F1 or Tier.F2 || channel.IsTime
        || (channel.Key.Protocol == TransportProtocol.Udp && channel.Key.Port is 53 or 67 or 123 or 547);

    /// <summary>What binds a destination to what is known of the device; null where nothing does.</summary>
    public static string? Relation(
        ChannelKey key, Destination destination, string? vendor, DeviceProfile? declared, LearnedProfile learned) =>
        MakerRelation.Exists(vendor, destination) ? "its maker's"
        : learned.Knows(key.Destination)
            || declared?.Knows(
                destination.Domain, destination.Address, destination.IsLocal) is not null ? "a party it knows"
        : destination.Geo is { Confidence: CountryConfidence.High, Organisation: { } holder }
            && learned.KnowsOrganisation(holder) ? $"held by {holder}, which it knows"
        : null;
}
