using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A rule of a user: the top layer of a profile.</summary>
/// <param name="Destination">As in <see cref="ChannelKey"/>: registrable domain, "AS… prefix" or a local
/// address.</param>
/// <param name="Protocol">Null = the destination on any protocol and port.</param>
/// <param name="Port">Null = any port.</param>
/// <param name="Asn">The network of a destination without a name, which is covered as a whole on that protocol and
/// port; 0 = only the prefix.</param>
/// <param name="ExpiresAt">When it expires, event time; null = never.</param>
public sealed record UserRule(
    UserRuleScope Scope, string Destination, TransportProtocol? Protocol, ushort? Port, uint Asn,
    DateTime CreatedAt, DateTime? ExpiresAt, string? Note)
{
    public bool IsInForce(DateTime at) => ExpiresAt is not { } end || at < end;

    public bool Covers(ChannelKey key, Destination destination) =>
        (Protocol is null || Protocol == key.Protocol) && (Port is null || Port == key.Port)
        && (IsAbout(key)
            || (Asn != 0
                && Port is not null
                && destination is { Domain: null, IsLocal: false }
                && destination.Geo.Asn == Asn));

    public bool IsAbout(ChannelKey key) => Destination == key.Destination;
}

/// <summary>The devices that a rule of a user applies to: one device, a model, or all.</summary>
/// <remarks>
/// Null matches everything; all null = all devices. A model is a vendor and host name pattern, or the name of a
/// declared profile.
/// </remarks>
/// <param name="Device">One device's id.</param>
/// <param name="Vendor">Pattern of the maker in the IEEE registry.</param>
/// <param name="HostName">Pattern of the device's host name.</param>
/// <param name="Profile">Name of the declared profile.</param>
public sealed record UserRuleScope(string? Device, string? Vendor, string? HostName, string? Profile)
{
    public static readonly UserRuleScope All = new(null, null, null, null);

    public static UserRuleScope Of(DeviceId device) => new(device.Value, null, null, null);

    public static UserRuleScope OfModel(string? vendor, string? hostName) => new(null, vendor, hostName, null);

    public static UserRuleScope OfProfile(string profile) => new(null, null, null, profile);

    public bool Includes(DeviceId device, DeviceTraits traits, string? declaredProfile) =>
        (Device is null || Device == device.Value)
        && (Vendor is null || ProfileMatch.IsLike(Vendor, traits.Vendor))
        && (HostName is null || ProfileMatch.IsLike(HostName, traits.HostName))
        && (Profile is null || Profile == declaredProfile);
}
