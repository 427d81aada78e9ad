using IoTWatch.Cli.Outcome;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;

namespace IoTWatch.Cli.Profiles;

/// <summary>Reads and writes single profile documents.</summary>
internal static class ProfileFiles
{
    /// <exception cref="InputException">Files that cannot be read, all of them.</exception>
    public static IReadOnlyList<(string Path, string Json)> Read(IReadOnlyList<string> paths)
    {
        var problems = new List<string>();
        var documents = new List<(string, string)>();
        foreach (var path in paths)
            try
            {
                documents.Add((path, File.ReadAllText(path)));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{path}: {error.Message}");
            }
        return problems.Count == 0 ? documents : throw new InputException(problems);
    }

    /// <summary>Compiles each document by itself, so that two versions of one model do not clash.</summary>
    /// <exception cref="UsageException">Documents have problems, each listed with its path.</exception>
    public static IReadOnlyList<DeviceProfile> Compile(IReadOnlyList<(string Path, string Json)> documents)
    {
        PublicSuffixList suffixes = Registry.PublicSuffixList();
        var problems = new List<string>();
        var profiles = documents
            .SelectMany(document => ProfileLibrary.Load([document], suffixes, problems).Profiles).ToList();
        return problems.Count == 0 ? profiles : throw new UsageException(problems);
    }

    /// <summary>Writes a file into a folder, which is created if needed.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public static string Write(string folder, string name, string json)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, json);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException([$"--out {folder}: {error.Message}"]);
        }
    }
}
