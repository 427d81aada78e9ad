using IoTWatch.Application.Composition;
using IoTWatch.Server.Configuration;

namespace IoTWatch.Cli.Service;

/// <summary>Converts between the service's options and those of detection; bundled profiles are the default.</summary>
internal static class ServiceDetection
{
    public static DetectionOptions Of(ServiceOptions options) => new()
    {
        Pipeline = options.Detection,
        ProfilesFolder = options.ProfilesFolder ?? BundledData.DeviceProfiles,
        ModelFolder = options.ModelFolder,
        GeoIpFiles = options.GeoIpFiles,
    };

    public static ServiceOptions With(this ServiceOptions options, DetectionOptions detection) => options with
    {
        Detection = detection.Pipeline,
        ProfilesFolder = detection.ProfilesFolder,
        ModelFolder = detection.ModelFolder,
        GeoIpFiles = detection.GeoIpFiles,
    };
}
