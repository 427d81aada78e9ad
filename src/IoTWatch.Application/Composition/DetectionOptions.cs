using IoTWatch.Core;

namespace IoTWatch.Application.Composition;

/// <summary>All options of detection: those of the pipeline, and the files that it is built from.</summary>
public sealed record DetectionOptions
{
    public const double MinBeaconThreshold = 0;
    public const double MaxBeaconThreshold = 1;
    public const int MinAlertsPerDay = 1;
    public const int MaxAlertsPerDeviceDay = 1000;
    public const int MaxAlertsPerHomeDay = 10_000;

    /// <summary>The defaults: bundled profiles, the shipped model, bundled geography, no learning.</summary>
    public static DetectionOptions Shipped => new() { ProfilesFolder = BundledData.DeviceProfiles };

    /// <summary>Local networks, learning time, beacon threshold, alerts per day, and limits of memory.</summary>
    public PipelineOptions Pipeline { get; init; } = new();

    /// <summary>Folder of MUD documents (*.json); null = no declared profiles.</summary>
    public string? ProfilesFolder { get; init; }

    /// <summary>Folder of a trained model; null = the shipped model.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>MMDB files that are queried before the bundled ones.</summary>
    public IReadOnlyList<string> GeoIpFiles { get; init; } = [];
}
