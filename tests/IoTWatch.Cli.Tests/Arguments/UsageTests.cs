using IoTWatch.Cli.Arguments;

namespace IoTWatch.Cli.Tests.Arguments;

public sealed class UsageTests
{
    [Fact]
    public async Task All_mistakes_are_listed_at_once()
    {
        var run = await Run.Of(
            "channels", "x", "--local", "1.2.3.4.5,fd00::/8", "--learn", "3x", "--format", "xml", "--profiles", "nope",
            "--geoip", "a,b", "--top", "-1");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        foreach (var mistake in (string[])[
            "--local 1.2.3.4.5", "--learn 3x", "--format xml", "--profiles nope", "--geoip a", "--geoip b", "--top -1"])
            Assert.Single(run.ErrorLines, line => line.Contains(mistake, StringComparison.Ordinal));
        Assert.DoesNotContain("--local fd00", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_list_may_be_written_with_spaces_and_a_path_may_follow_it()
    {
        Assert.Equal(
            ["channels", "--local", "10.0.0.0/8,fd00::/8", "week.pcap", "--geoip", "a.mmdb,b.mmdb", "more"],
            ListArguments.Join(
                ["channels", "--local", "10.0.0.0/8", "fd00::/8", "week.pcap", "--geoip", "a.mmdb", "b.mmdb", "more"]));
        Assert.Equal(["replay", "x", "--local"], ListArguments.Join(["replay", "x", "--local"]));
    }

    [Theory]
    [InlineData("chanels", "no such command")]
    [InlineData("channels . --bogus", "--bogus: no such option")]
    [InlineData("channels", "PATH")]
    [InlineData("replay . --speed 60", "only together with --publish")]
    [InlineData("replay . --publish http://127.0.0.1", "not a broker")]
    [InlineData("replay . --fail-on 3", "--fail-on 3")]
    [InlineData("channels . --format 1", "--format 1")]
    public async Task A_mistake_is_named_and_exits_with_2(string line, string named)
    {
        var run = await Run.Of(line.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_that_are_not_there_are_all_named_and_exit_with_3()
    {
        var run = await Run.Of("channels", "not-here.pcap", "nor-here");

        Assert.Equal(ExitCode.Input, run.ExitCode);
        Assert.Equal(
            2, run.ErrorLines.Count(line => line.Contains("no such file or folder", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_named_file_of_no_known_kind_is_named_and_exits_with_3()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "no capture at all\n", TestContext.Current.CancellationToken);

        var run = await Run.Of("channels", file);

        Assert.Equal(ExitCode.Input, run.ExitCode);
        Assert.Contains(file, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_named_and_exits_with_2()
    {
        var run = await Run.Of("replay", AppContext.BaseDirectory, "--publish", "mqtt://127.0.0.1:1/home");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("mqtt://127.0.0.1:1/home", run.Error, StringComparison.Ordinal);
    }
}
