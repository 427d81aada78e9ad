using IoTWatch.Core;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Behaviour;
using IoTWatch.Learning.Models;

namespace IoTWatch.Application.Composition;

/// <summary>A pipeline built from all options of detection, and every problem found while building it.</summary>
/// <param name="Pipeline">Works even where there are problems: what cannot be read is left out.</param>
/// <param name="ModelWarning">Why the rule model scores in place of the model asked for; null when all is well.</param>
/// <param name="ProfileProblems">What is wrong in profile documents, each with its file and path.</param>
/// <param name="FileProblems">
/// Folders and files that cannot be read, each as "option path: problem" with the option's name in the configuration.
/// </param>
public sealed record DetectorComposition(
    Pipeline Pipeline, string? ModelWarning, IReadOnlyList<string> ProfileProblems, IReadOnlyList<string> FileProblems)
{
    /// <summary>Reads registries, geography, model and profiles, and builds the pipeline with them.</summary>
    /// <exception cref="FormatException">A local network in the options cannot be read.</exception>
    public static DetectorComposition Create(DetectionOptions options)
    {
        List<string> profileProblems = [], fileProblems = [];
        var suffixes = Registry.PublicSuffixList();
        var (model, modelWarning) = ModelLoader.Load(options.ModelFolder);
        var documents = ReadProfiles(options.ProfilesFolder, fileProblems);
        var profiles = ProfileLibrary.Load(documents, suffixes, profileProblems);
        var geoIp = OpenGeoIp(options.GeoIpFiles, fileProblems);
        var pipeline = new Pipeline(
            options.Pipeline, model, geoIp, Registry.Vendors(), suffixes, profiles, new PcaBehaviourTrainer());
        return new DetectorComposition(pipeline, modelWarning, profileProblems, fileProblems);
    }

    private static List<(string Name, string Json)> ReadProfiles(string? folder, List<string> problems)
    {
        var documents = new List<(string, string)>();
        if (folder is null)
            return documents;
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
                documents.Add((Path.GetFileName(file), File.ReadAllText(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"profiles {folder}: {error.Message}");
        }
        return documents;
    }

    private static IGeoIp OpenGeoIp(IReadOnlyList<string> files, List<string> problems)
    {
        try
        {
            return Registry.GeoIp(files);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"geoip: {error.Message}");
            return new NoGeoIp();
        }
    }
}
