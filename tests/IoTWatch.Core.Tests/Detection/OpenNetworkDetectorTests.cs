using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

public class OpenNetworkDetectorTests
{
    [Fact]
    public void A_device_of_the_home_on_an_open_network_is_told_at_once()
    {
        var alert = Assert.Single(Run(Some.Flow(0), SomeTraffic.Join(10))).After;
        Assert.Equal((AlertKind.WifiOpenJoin, Severity.High), (alert.Kind, alert.Severity));
        Assert.Contains("joined the open Wi-Fi network", alert.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stranger_on_an_open_network_is_nobodys_business() => Assert.Empty(Run(SomeTraffic.Join(10)));

    [Theory]
    [InlineData(WifiEncryption.Owe, WifiEvent.Assoc)]
    [InlineData(WifiEncryption.Wpa2, WifiEvent.Assoc)]
    [InlineData(WifiEncryption.Unknown, WifiEvent.Assoc)]
    [InlineData(WifiEncryption.Open, WifiEvent.Probe)]
    [InlineData(WifiEncryption.Open, WifiEvent.Auth)]
    public void Only_a_join_of_a_network_said_to_be_open_counts(WifiEncryption encryption, WifiEvent what) =>
        Assert.Empty(Run(Some.Flow(0), SomeTraffic.Join(10, encryption, what)));

    [Fact]
    public void A_network_joined_while_learned_is_the_homes_own() =>
        Assert.Empty(Some.Run(
            Some.Pipeline(new PipelineOptions { Learn = TimeSpan.FromHours(1) }),
            [Some.Flow(0), SomeTraffic.Join(10), SomeTraffic.Join(7200)]));

    [Fact]
    public void Joining_it_again_updates_the_incident() =>
        Assert.Single(Run(Some.Flow(0), SomeTraffic.Join(10), SomeTraffic.Join(100), SomeTraffic.Join(200)));

    private static List<AlertChange> Run(params Observation[] observations) => Some.Run(Some.Pipeline(), observations);
}
