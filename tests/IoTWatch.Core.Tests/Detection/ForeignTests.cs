using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Detection;

public class ForeignTests
{
    private static readonly IpAddress Abroad = IpAddress.Parse("203.0.113.44");
    private static readonly IpAddress Home = IpAddress.Parse("198.51.100.20");

    [Fact]
    public void The_makers_own_server_in_a_new_country_is_foreign()
    {
        var alert = Assert.Single(
            Run(CountryConfidence.High, Abroad), change => change.Type == AlertChangeType.New).After;
        Assert.Equal(Tier.F2, alert.Destination.Tier);
        Assert.Contains("country", alert.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_country_is_in_doubt_it_is_not() => Assert.Empty(Run(CountryConfidence.Low, Abroad));

    [Fact]
    public void In_a_country_known_from_learning_it_is_not() => Assert.Empty(Run(CountryConfidence.High, Home));

    private static List<AlertChange> Run(CountryConfidence confidence, IpAddress to)
    {
        var pipeline = new Pipeline(
            new PipelineOptions { Learn = TimeSpan.FromHours(1) }, new RuleBeaconModel(), new TwoCountries(confidence),
            new Smarter(), PublicSuffixList.Parse("com\n"), ProfileLibrary.Empty);
        var learned = new Observation[]
        {
            Some.Flow(0, Home, name: "api.smarter.com"), Some.Flow(1900, Home, name: "api.smarter.com")
        };
        return Some.Run(
            pipeline,
            learned.Concat(Some.Beacon(60, 30, to: to, port: 8883, name: "mqtt.smarter.com")
                .Select(flow => flow with { At = flow.At.AddHours(3) })));
    }

    private sealed class TwoCountries(CountryConfidence confidence) : IGeoIp
    {
        public GeoRecord Lookup(IpAddress address) =>
            new(address == Abroad ? "NZ" : "AT", confidence, "test", 64_500, "Hosting");
    }

    private sealed class Smarter : IVendors
    {
        public string? Find(MacAddress mac) => "Smarter Applications Ltd";
    }
}
