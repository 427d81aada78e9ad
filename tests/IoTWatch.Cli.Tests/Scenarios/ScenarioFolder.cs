using System.Text.Json;

namespace IoTWatch.Cli.Tests.Scenarios;

/// <summary>One folder of tests/scenarios: input, options of the replay, and expected alerts.</summary>
internal sealed record ScenarioFolder(string Path)
{
    /// <summary>The folder tests/scenarios of the checkout that this assembly was built in.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>True where IOTWATCH_ACCEPT=1 is set: expected files are rewritten.</summary>
    public static bool AcceptsChanges { get; } = Environment.GetEnvironmentVariable("IOTWATCH_ACCEPT") == "1";

    public string Name => System.IO.Path.GetFileName(Path);

    public string Input => System.IO.Path.Combine(Path, "input");

    public string Options => System.IO.Path.Combine(Path, "options.json");

    public string Expected => System.IO.Path.Combine(Path, "alerts.expected.jsonl");

    /// <summary>All scenario folders, by name.</summary>
    public static IEnumerable<ScenarioFolder> All() =>
        Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal).Select(path => new ScenarioFolder(path));

    public static ScenarioFolder Named(string name) => new(System.IO.Path.Combine(Root, name));

    /// <summary>The array of strings of that name in options.json.</summary>
    public IReadOnlyList<string> Strings(string property)
    {
        using var options = JsonDocument.Parse(File.ReadAllBytes(Options));
        return [.. options.RootElement.GetProperty(property).EnumerateArray().Select(element => element.GetString()!)];
    }

    /// <summary>Compares the text with the expected file; rewrites the file first where changes are accepted.</summary>
    /// <returns>What differs, as a message for a person; null where nothing does.</returns>
    public string? Check(string actual)
    {
        var expected = File.Exists(Expected) ? File.ReadAllText(Expected) : "";
        if (expected == actual && File.Exists(Expected))
            return null;
        var difference = LineDifference.Describe(expected, actual);
        if (!AcceptsChanges)
            return $"{Name}: the alerts differ from {Expected}; {difference}\n"
                + "If the change is meant, run: tests/accept.sh (and read the difference before you commit it)";
        File.WriteAllText(Expected, actual);
        return $"{Name}: IOTWATCH_ACCEPT=1 has rewritten {Expected}; {difference}\n"
            + "Run the test again without IOTWATCH_ACCEPT: it must pass";
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "IoTWatch.sln")))
                return System.IO.Path.Combine(folder.FullName, "tests", "scenarios");
        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a checkout with IoTWatch.sln");
    }
}
