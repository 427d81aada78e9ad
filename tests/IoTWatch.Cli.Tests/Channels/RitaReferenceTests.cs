using System.Text.Json;
using IoTWatch.Tests;

namespace IoTWatch.Cli.Tests.Channels;

public sealed class RitaReferenceTests
{
    [Fact]
    public async Task The_published_RITA_example_scores_963_over_its_last_day()
    {
        var run = await Run.Of("channels", SharedData.Path("simulated/rita-missing-host"), "--format", "jsonl");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var line = Assert.Single(run.Lines, line =>
            line.Contains("\"73.54.23.243\"", StringComparison.Ordinal)
            && line.Contains("\"port\":80,", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(line);
        Assert.InRange(json.RootElement.GetProperty("rita").GetProperty("score").GetDouble(), 0.962, 0.964);
    }
}
