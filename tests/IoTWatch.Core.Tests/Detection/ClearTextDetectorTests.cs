using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

public class ClearTextDetectorTests
{
    private static readonly PipelineOptions Options = new() { Learn = TimeSpan.FromHours(1) };

    [Fact]
    public void A_party_spoken_to_in_private_and_now_in_the_clear_deviates() =>
        Assert.Equal(
            ["U2", "U6"],
            Unexpected(Some.Flow(10, name: "a.maker.com"), Some.Flow(7200, port: 80, name: "b.maker.com")));

    [Fact]
    public void A_party_never_spoken_to_in_private_does_not() =>
        Assert.Equal(
            ["U1"], Unexpected(Some.Flow(10, name: "a.maker.com"), Some.Flow(7200, port: 80, name: "b.other.com")));

    [Fact]
    public void While_learned_both_are_normal() =>
        Assert.Empty(Unexpected(Some.Flow(10, name: "a.maker.com"), Some.Flow(20, port: 80, name: "a.maker.com")));

    [Fact]
    public void It_never_alerts_by_itself() =>
        Assert.Empty(Some.Run(
            Some.Pipeline(Options),
            [Some.Flow(10, name: "a.maker.com"), Some.Flow(7200, port: 1883, name: "a.maker.com")]));

    private static IEnumerable<string> Unexpected(params Observation[] flows)
    {
        var pipeline = Some.Pipeline(Options);
        Some.Run(pipeline, flows);
        return pipeline.Home.Analyses.Single().State.Channels.All.Last().Unexpected.Codes;
    }
}
