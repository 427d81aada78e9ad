using IoTWatch.Application.Composition;
using IoTWatch.Core;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Hosting;

/// <summary>Builds the service's pipeline and reports the state of its model and profiles.</summary>
internal static class Detector
{
    /// <exception cref="StartRefusedException">A named file cannot be read.</exception>
    public static Pipeline Build(ServiceOptions options, ServiceStatus status)
    {
        var detector = DetectorComposition.Create(new DetectionOptions
        {
            Pipeline = options.Detection,
            ProfilesFolder = options.ProfilesFolder,
            ModelFolder = options.ModelFolder,
            GeoIpFiles = options.GeoIpFiles,
        });
        if (detector.FileProblems.Count > 0)
            throw new StartRefusedException(string.Join(Environment.NewLine, detector.FileProblems));
        (status.ModelId, status.ModelWarning) = (detector.Pipeline.Model.Id, detector.ModelWarning);
        status.ProfileProblems = detector.ProfileProblems;
        return detector.Pipeline;
    }
}
