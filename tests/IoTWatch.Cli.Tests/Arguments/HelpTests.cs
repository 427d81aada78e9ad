namespace IoTWatch.Cli.Tests.Arguments;

public sealed class HelpTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("replay")]
    [InlineData("channels")]
    [InlineData("train")]
    [InlineData("simulate")]
    public async Task Every_verb_explains_itself_with_an_example_of_its_own(string verb)
    {
        var run = await Run.Of(verb, "--help");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains(run.Lines, line => line.StartsWith("Example", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith($"  iotwatch {verb}", StringComparison.Ordinal));
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Without_a_verb_the_help_lists_all_verbs()
    {
        var run = await Run.Of();

        Assert.Equal(ExitCode.Done, run.ExitCode);
        foreach (var verb in (string[])["run", "demo", "replay", "channels", "simulate", "train"])
            Assert.Contains(run.Lines, line => line.StartsWith($"  {verb} ", StringComparison.Ordinal));
    }
}
