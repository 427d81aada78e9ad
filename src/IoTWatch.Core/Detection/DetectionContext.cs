using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>What every device's monitor shares: immutable, or a cache of a pure function.</summary>
public sealed record DetectionContext(
    PipelineOptions Options, LocalNetworks Networks, DestinationResolver Destinations, IVendors Vendors, ProfileLibrary Profiles, Detectors Detectors)
{
    /// <summary>What the home's people said is all right; the one thing here that changes, and is saved with the home.</summary>
    public UserRuleBook UserRules { get; } = new();
}
