using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using IoTWatch.Tests;

namespace IoTWatch.Cli.Tests.Scenarios;

/// <summary>Replays the shared captures and compares the number and the SHA-256 of the alerts of each run.</summary>
/// <remarks>
/// The captures are of other people's networks: their names and addresses stay out of the repository, so the
/// expected file holds hashes. A run in options.json is a path below the shared data, followed by options, all
/// separated by blanks.
/// </remarks>
public sealed class SharedCapturesTests
{
    internal const string Name = "shared-captures";

    [Fact]
    public async Task The_alerts_of_all_shared_captures_are_the_expected_ones()
    {
        var scenario = ScenarioFolder.Named(Name);
        var runs = scenario.Strings("runs");
        var files = runs.Select(run => SharedData.Path(run.Split(' ')[0])).ToList();

        var outputs = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(runs.Zip(files), TestContext.Current.CancellationToken, async (run, _) =>
            outputs[run.First] = await ReplayAsync(run.Second, run.First.Split(' ')[1..]));

        var lines = runs.ToDictionary(run => run, run => Line(run, outputs[run]));
        if (scenario.Check(string.Concat(runs.Select(run => lines[run] + "\n"))) is not { } difference)
            return;
        var expected = File.ReadAllLines(scenario.Expected).ToHashSet(StringComparer.Ordinal);
        var folder = Directory.CreateTempSubdirectory("iotwatch-alerts-").FullName;
        foreach (var run in runs.Where(run => ScenarioFolder.AcceptsChanges || !expected.Contains(lines[run])))
            await File.WriteAllTextAsync(
                Path.Combine(folder, FileName(run)), outputs[run], TestContext.Current.CancellationToken);
        Assert.Fail($"{difference}\nThe alerts of the runs that differ are in {folder}");
    }

    private static async Task<string> ReplayAsync(string path, string[] options)
    {
        var run = await Run.Of(["replay", "--format", "jsonl", .. options, path]);
        Assert.True(run.ExitCode == ExitCode.Done, $"{path}: exit code {run.ExitCode}\n{run.Error}");
        return run.Out;
    }

    private static string Line(string run, string alerts)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alerts)));
        return $$"""{"run":"{{run}}","alerts":{{alerts.Count(character => character == '\n')}},"sha256":"{{hash}}"}""";
    }

    private static string FileName(string run) => $"{run.Replace('/', '_').Replace(' ', '_')}.jsonl";
}
