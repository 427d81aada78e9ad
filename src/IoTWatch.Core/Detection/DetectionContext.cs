using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>
/// The parts that the analyses of all devices share: options, registries, detectors, and the rules of the users.
/// </summary>
/// <param name="Learn">Learning time of a device, event time; zero = nothing is learned.</param>
/// <param name="MaxChannelsPerDevice">Maximum number of channels per device.</param>
public sealed record DetectionContext(
    TimeSpan Learn, int MaxChannelsPerDevice, DestinationResolver Destinations, IVendors Vendors,
    ProfileLibrary Profiles, BeaconScorer Beacons, Detectors Detectors)
{
    /// <summary>The only mutable part; it is saved with the home.</summary>
    public UserRules UserRules { get; } = new();
}
