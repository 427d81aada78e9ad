using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>
/// What the analyses of all devices share: options, registries, the detectors, and the rules of the home's people.
/// </summary>
/// <param name="Learn">How long a device is learned, event time; zero = nothing is learned.</param>
/// <param name="MaxChannelsPerDevice">Channels kept per device.</param>
public sealed record DetectionContext(
    TimeSpan Learn, int MaxChannelsPerDevice, DestinationResolver Destinations, IVendors Vendors,
    ProfileLibrary Profiles, BeaconScorer Beacons, Detectors Detectors)
{
    /// <summary>The only part that changes; it is saved with the home.</summary>
    public UserRules UserRules { get; } = new();
}
