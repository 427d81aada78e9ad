using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Profiles;

/// <summary>The devices for which a rule of the user's holds: one device, a model, or all.</summary>
/// <remarks>What is null is not asked for; with nothing asked for it is all devices. A model is a vendor and host name pattern, or the name of a declared profile.</remarks>
/// <param name="Device">One device's id.</param>
/// <param name="Vendor">Pattern of the maker in the IEEE registry.</param>
/// <param name="HostName">Pattern of the name a device gives of itself.</param>
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
