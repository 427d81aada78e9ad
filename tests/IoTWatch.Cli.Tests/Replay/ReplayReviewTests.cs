using System.Text.Json;

namespace IoTWatch.Cli.Tests.Replay;

public sealed class ReplayReviewTests
{
    [Fact]
    public async Task What_waits_for_review_is_counted_and_printed_only_when_asked_for()
    {
        var folder = Directory.CreateTempSubdirectory("iotwatch-test-").FullName;
        await Run.Of("simulate", "kettle", "--out", folder, "--duration", "40m");
        var capture = Path.Combine(folder, "simulated.pcap");

        var quiet = await Run.Of("replay", capture, "--learn", "3d", "--fail-on", "info");
        Assert.Equal((ExitCode.Done, ""), (quiet.ExitCode, quiet.Out));
        Assert.Contains(
            quiet.ErrorLines,
            line =>
                line.StartsWith("alerts", StringComparison.Ordinal) && line.Contains(" 0,", StringComparison.Ordinal));
        Assert.Contains(
            quiet.ErrorLines,
            line => line.StartsWith("for review", StringComparison.Ordinal)
                && line.Contains("1 found while learning; --review prints", StringComparison.Ordinal));

        var all = await Run.Of(
            "replay", capture, "--learn", "3d", "--fail-on", "info", "--review", "--format", "jsonl");
        Assert.Equal(ExitCode.Findings, all.ExitCode);
        using var alert = JsonDocument.Parse(Assert.Single(all.Lines));
        Assert.Equal("review", alert.RootElement.GetProperty("state").GetString());
        var csv = await Run.Of("replay", capture, "--learn", "3d", "--review", "--format", "csv");
        Assert.EndsWith(",Review", csv.Lines[1].TrimEnd(), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
