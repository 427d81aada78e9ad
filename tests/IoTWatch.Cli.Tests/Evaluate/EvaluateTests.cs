using System.Text.Json;

namespace IoTWatch.Cli.Tests.Evaluate;

public sealed class EvaluateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iotwatch-evaluate-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private async Task<string> Simulated()
    {
        Assert.Equal(
            ExitCode.Done,
            (await Run.Of("simulate", "beacon", "--out", _folder.FullName, "--format", "jsonl")).ExitCode);
        return At("labels.json");
    }

    [Fact]
    public async Task A_simulated_beacon_is_found_and_written_into_every_report()
    {
        var labels = await Simulated();

        var run = await Run.Of(
            "evaluate", "--labels", labels, "--json", At("out.json"), "--markdown", At("out.md"), "--report",
            At("out.html"));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var row = JsonDocument.Parse(run.Lines[0]);
        Assert.Equal("iotwatch, alerts", row.RootElement.GetProperty("detector").GetString());
        Assert.Equal(
            (1, 1),
            (row.RootElement.GetProperty("found").GetInt32(), row.RootElement.GetProperty("beacons").GetInt32()));
        using var json = JsonDocument.Parse(
            await File.ReadAllBytesAsync(At("out.json"), TestContext.Current.CancellationToken));
        Assert.Equal("iotwatch evaluate --labels labels.json", json.RootElement.GetProperty("command").GetString());
        Assert.DoesNotContain(
            _folder.FullName, await File.ReadAllTextAsync(At("out.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Contains(
            "</html>", await File.ReadAllTextAsync(At("out.html"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluate", "--labels or --households")]
    [InlineData("evaluate --labels x --days 3", "--days: only together with --households")]
    [InlineData("evaluate --households 0", "--households 0: not a whole number from 1")]
    [InlineData("evaluate --households 1 --data .", "--data: only together with --labels")]
    [InlineData("evaluate --households 1 --json not/there.json", "--json not/there.json: its folder does not exist")]
    public async Task A_mistake_is_named_and_exits_with_2(string line, string named)
    {
        var run = await Run.Of(line.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_of_a_label_file_are_all_listed_and_exit_with_2()
    {
        await File.WriteAllTextAsync(
            At("labels.json"),
            """{"captures": [{"files": ["gone.pcap"], "kind": "malware", "malicious": [{"address": "x", "beacon": true, "basis": "published"}]}, 1]}""",
            TestContext.Current.CancellationToken);

        var run = await Run.Of("evaluate", "--labels", At("labels.json"));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        foreach (var problem in (string[])[
            "captures[0].malicious[0].address", "captures[1]: is not an object", "captures[0].files[0]"])
            Assert.Single(run.ErrorLines, line => line.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Captures_and_label_files_that_are_not_there_exit_with_3()
    {
        var labels = await Simulated();
        File.Delete(At("telemetry.jsonl"));

        var run = await Run.Of("evaluate", "--labels", labels, "--labels", At("nor-here.json"));

        Assert.Equal(ExitCode.Input, run.ExitCode);
        Assert.Equal(2, run.ErrorLines.Count);
    }

    [Fact]
    public async Task A_capture_of_no_known_kind_is_named_after_the_others_and_exits_with_3()
    {
        var labels = await Simulated();
        await File.WriteAllTextAsync(At("telemetry.jsonl"), "of no known kind", TestContext.Current.CancellationToken);

        var run = await Run.Of("evaluate", "--labels", labels);

        Assert.Equal(ExitCode.Input, run.ExitCode);
        Assert.NotEmpty(run.Lines);
        Assert.Contains("telemetry.jsonl", run.Error, StringComparison.Ordinal);
    }
}
