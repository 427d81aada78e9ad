namespace IoTWatch.Cli.Tests.Replay;

public sealed class ThresholdTests
{
    [Fact]
    public async Task A_beacon_less_probable_than_the_threshold_does_not_alert()
    {
        var folder = Directory.CreateTempSubdirectory("iotwatch-test-").FullName;
        await Run.Of("simulate", "kettle", "--out", folder, "--duration", "40m");

        Assert.NotEmpty((await Run.Of("replay", folder, "--threshold", "0.5")).Lines);
        Assert.Empty((await Run.Of("replay", folder, "--threshold", "1")).Lines);
        Directory.Delete(folder, recursive: true);
    }
}
