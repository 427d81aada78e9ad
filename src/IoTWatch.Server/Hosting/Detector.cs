using IoTWatch.Core;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Behaviour;
using IoTWatch.Learning.Models;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Hosting;

/// <summary>Puts the pipeline together from the options: registries, geography, model and profiles.</summary>
internal static class Detector
{
    /// <exception cref="StartRefusedException">A named file cannot be read.</exception>
    public static Pipeline Build(ServiceOptions options, ServiceStatus status)
    {
        try
        {
            var suffixes = Registry.PublicSuffixList();
            var (model, warning) = ModelLoader.Load(options.ModelFolder);
            (status.ModelId, status.ModelWarning) = (model.Id, warning);
            var problems = new List<string>();
            var documents = options.ProfilesFolder is { } folder
                ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))
                : [];
            var profiles = ProfileLibrary.Load(documents, suffixes, problems);
            status.ProfileProblems = problems;
            return new Pipeline(options.Detection, model, Registry.GeoIp(options.GeoIpFiles), Registry.Vendors(), suffixes, profiles, new PcaBehaviourTrainer());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(error.Message, error);
        }
    }
}
