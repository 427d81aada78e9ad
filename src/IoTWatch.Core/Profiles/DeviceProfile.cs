using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A compiled, immutable profile: what a device may do.</summary>
public sealed class DeviceProfile(string name, IReadOnlyList<ProfileRule> rules)
{
    public string Name => name;

    public IReadOnlyList<ProfileRule> Rules => rules;

    /// <summary>The rule that allows a destination, or null.</summary>
    /// <param name="domain">The destination's registrable domain, if it has a name.</param>
    /// <param name="isLocal">The destination lies on the home's networks.</param>
    public ProfileRule? Cover(string? domain, IpAddress address, bool isLocal, TransportProtocol protocol, ushort port) => null;

    /// <summary>The rule that knows the destination, whatever the protocol and port, or null.</summary>
    public ProfileRule? Knows(string? domain, IpAddress address, bool isLocal) => null;
}
