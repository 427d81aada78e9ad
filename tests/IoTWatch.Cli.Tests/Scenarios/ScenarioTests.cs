namespace IoTWatch.Cli.Tests.Scenarios;

/// <summary>Replays the captures of each folder of tests/scenarios and compares the alerts byte for byte.</summary>
public sealed class ScenarioTests
{
    private const long MaxTotalBytes = 1_500_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Names =>
        [.. ScenarioFolder.All().Select(scenario => scenario.Name).Where(name => name != SharedCapturesTests.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_alerts_of_a_scenario_are_the_expected_ones(string name)
    {
        var scenario = ScenarioFolder.Named(name);
        var run = await ReplayAsync(scenario);
        Assert.True(run.ExitCode == ExitCode.Done, $"{name}: exit code {run.ExitCode}\n{run.Error}");
        if (scenario.Check(run.Out) is { } difference)
            Assert.Fail(difference);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_has_an_input_a_description_and_alerts(string name)
    {
        var scenario = ScenarioFolder.Named(name);
        Assert.NotEmpty(Directory.EnumerateFiles(scenario.Input, "*", SearchOption.AllDirectories));
        Assert.True(File.Exists(Path.Combine(scenario.Path, "README.md")), $"{name}: README.md is missing");
        Assert.True(new FileInfo(scenario.Expected).Length > 0, $"{name}: a scenario without alerts proves nothing");
    }

    [Fact]
    public void The_scenarios_together_stay_small() =>
        Assert.InRange(
            new DirectoryInfo(ScenarioFolder.Root)
                .EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
            1, MaxTotalBytes);

    [Fact]
    public void A_difference_names_the_line_with_both_sides()
    {
        var difference = LineDifference.Describe("one\ntwo\n", "one\n2\n");
        Assert.Equal("line 2 is the first that differs\n  expected: two\n  actual:   2", difference);
        Assert.EndsWith("expected: (no such line)\n  actual:   two", LineDifference.Describe("one\n", "one\ntwo\n"));
    }

    private static Task<Run> ReplayAsync(ScenarioFolder scenario) =>
        Run.Of(["replay", "--format", "jsonl", .. scenario.Strings("arguments"), scenario.Input]).WaitAsync(Patience);
}
