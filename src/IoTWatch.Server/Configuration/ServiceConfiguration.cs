using System.Collections;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace IoTWatch.Server.Configuration;

/// <summary>
/// Reads <see cref="ServiceOptions"/> from a JSON file and the environment, and lists all problems at once.
/// </summary>
/// <remarks>A value in the environment replaces the value in the file.</remarks>
public static class ServiceConfiguration
{
    /// <summary>The file read when none is named, if it exists.</summary>
    public const string DefaultFile = "iotwatch.json";

    /// <summary>
    /// The prefix of the environment variables that are read: <c>IOTWATCH__BROKER__HOST</c> is <c>broker.host</c>.
    /// </summary>
    public const string EnvironmentPrefix = "IOTWATCH__";

    /// <param name="file">Null = <see cref="DefaultFile"/> in the working folder, if it exists.</param>
    /// <param name="problems">What is wrong, each as "path: problem"; the options are only good when nothing was
    /// added.</param>
    public static ServiceOptions Read(string? file, ICollection<string> problems) => Read(
        file,
        from variable in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        select KeyValuePair.Create((string)variable.Key, (string?)variable.Value),
        problems);

    public static ServiceOptions Read(
        string? file, IEnumerable<KeyValuePair<string, string?>> environment, ICollection<string> problems)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null || File.Exists(DefaultFile))
            AddFile(builder, file ?? DefaultFile, problems);
        builder.AddInMemoryCollection(
            from variable in environment
            where variable.Key.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
            let path = variable.Key[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal)
            select KeyValuePair.Create(path, variable.Value));
        var options = OptionTable.Bind(builder.Build(), problems);
        foreach (var problem in ServiceRules.Problems(options))
            problems.Add(problem);
        return options;
    }

    private static void AddFile(ConfigurationBuilder builder, string file, ICollection<string> problems)
    {
        try
        {
            var text = new MemoryStream(File.ReadAllBytes(file));
            var parsed = new ConfigurationBuilder().AddJsonStream(text).Build();
            builder.AddInMemoryCollection(parsed.AsEnumerable());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file}: cannot be read: {error.Message}");
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or JsonException)
        {
            problems.Add($"{file}: is not JSON: {(error.InnerException ?? error).Message}");
        }
    }
}
