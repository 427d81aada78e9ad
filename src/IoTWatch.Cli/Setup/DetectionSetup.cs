using IoTWatch.Core;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Behaviour;
using IoTWatch.Learning.Models;
using IoTWatch.Server.Configuration;

namespace IoTWatch.Cli.Setup;

/// <summary>What a run of detection is made of: networks, learning time, profiles, model and geography, as asked for on the command line.</summary>
internal sealed record DetectionSetup
{
    /// <summary>The home's networks as CIDR; null = the private ranges.</summary>
    public IReadOnlyList<string>? LocalNetworks { get; init; }

    /// <summary>Null = not asked for: nothing is learned here, and the service keeps to its configuration.</summary>
    public TimeSpan? Learn { get; init; }

    /// <summary>Folder of MUD documents; null = the bundled ones.</summary>
    public string? ProfilesFolder { get; init; }

    /// <summary>Model folder; null = the shipped model.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>The user's MMDB files, before the bundled ones.</summary>
    public IReadOnlyList<string> GeoIpFiles { get; init; } = [];

    /// <summary>Builds the pipeline.</summary>
    /// <param name="warn">Told what a person should know though the run goes on, e.g. that the rule model stands in for a missing one.</param>
    /// <exception cref="UsageException">Something asked for cannot be had; it lists everything that is wrong.</exception>
    public Pipeline Open(Action<string> warn)
    {
        var problems = new List<string>();
        var suffixes = Registry.PublicSuffixList();
        var profiles = ProfileLibrary.Load(Profiles(problems), suffixes, problems);
        var (model, warning) = ModelLoader.Load(ModelFolder);
        if (warning is not null && ModelFolder is not null)
            problems.Add($"--model {ModelFolder}: {warning}");
        else if (warning is not null)
            warn(warning);
        var geoIp = GeoIp(problems);
        if (problems.Count > 0)
            throw new UsageException(problems);
        var options = new PipelineOptions { LocalNetworks = LocalNetworks, Learn = Learn ?? TimeSpan.Zero };
        return new Pipeline(options, model, geoIp, Registry.Vendors(), suffixes, profiles, new PcaBehaviourTrainer());
    }

    /// <summary>The service's options with what was asked for on the command line in place of what its configuration says.</summary>
    public ServiceOptions Over(ServiceOptions configured) => configured with
    {
        ProfilesFolder = ProfilesFolder ?? configured.ProfilesFolder ?? DataFolders.DeviceProfiles,
        ModelFolder = ModelFolder ?? configured.ModelFolder,
        GeoIpFiles = GeoIpFiles.Count > 0 ? GeoIpFiles : configured.GeoIpFiles,
        Detection = configured.Detection with
        {
            LocalNetworks = LocalNetworks ?? configured.Detection.LocalNetworks,
            Learn = Learn ?? configured.Detection.Learn,
        },
    };

    private List<(string Name, string Json)> Profiles(List<string> problems)
    {
        var documents = new List<(string, string)>();
        if ((ProfilesFolder ?? DataFolders.DeviceProfiles) is not { } folder)
            return documents;
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
                documents.Add((Path.GetFileName(file), File.ReadAllText(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--profiles {folder}: {error.Message}");
        }
        return documents;
    }

    private IGeoIp GeoIp(List<string> problems)
    {
        try
        {
            return Registry.GeoIp(GeoIpFiles);
        }
        catch (IOException error)
        {
            problems.Add($"--geoip: {error.Message}");
            return new NoGeoIp();
        }
    }
}
