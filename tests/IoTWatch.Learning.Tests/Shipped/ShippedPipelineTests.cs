using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Behaviour;
using IoTWatch.Learning.Models;

namespace IoTWatch.Learning.Tests.Shipped;

/// <summary>
/// The pipeline with what ships: the beacon model, the registries (vendors, public suffixes, networks, countries) and
/// the device profiles.
/// </summary>
public sealed class ShippedPipelineTests
{
    // 0c:2a:69 is registered to electric imp, whose module is in the kettle of a shipped profile; 00:0e:58 to Sonos.
    private const string Kettle = "0c:2a:69:00:53:01";
    private const string Speaker = "00:0e:58:00:53:02";
    private const string NamelessAddress = "203.0.113.44";

    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly (IBeaconModel Model, string? Warning) Shipped = ModelLoader.Load(null);
    private static readonly ProfileLibrary Profiles = LoadProfiles();

    [Fact]
    public void The_model_is_the_shipped_one_and_every_profile_loads()
    {
        Assert.Null(Shipped.Warning);
        Assert.StartsWith("beacon/", Shipped.Model.Id, StringComparison.Ordinal);
        Assert.NotEmpty(Profiles.Profiles);
    }

    [Fact]
    public void A_beacon_to_a_nameless_address_alerts_once_with_model_vendor_and_profile()
    {
        var pipeline = Open();
        var calls = Beacon(Kettle, 60, 30, NamelessAddress);
        var alert = Assert.Single(New(Run(pipeline, [NamesAreVisible(Kettle), .. calls])));
        Assert.Equal((AlertKind.Beacon, AlertState.Open, Tier.F3), (alert.Kind, alert.State, alert.Destination.Tier));
        Assert.Equal(["U1", "U5"], alert.Unexpected.Codes);
        Assert.Equal(Shipped.Model.Id, alert.Model);
        Assert.StartsWith("electric imp", alert.Device.Vendor, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Kettle (iKettle)", alert.Device.Model);
        Assert.InRange(alert.Beacon!.PeriodS, 58, 62);
        Assert.InRange(alert.Beacon.Contacts, 8, 16);
        Assert.NotEmpty(alert.Contributions);
        Assert.NotEmpty(alert.WhyNotSuppressed);
    }

    [Fact]
    public void A_beacon_to_a_registered_network_names_its_holder_and_country()
    {
        var alert = Assert.Single(New(Run(Open(), Beacon(Kettle, 60, 30, "129.132.2.21"))));
        Assert.Equal((559u, "CH"), (alert.Destination.Asn, alert.Destination.Country));
        Assert.Contains("SWITCH", alert.Destination.Org, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Calls_without_memory_do_not_alert() =>
        Assert.DoesNotContain(
            Enumerable.Range(0, 20),
            seed => Run(Open(), Flows(Kettle, Memoryless(60, 40, seed), NamelessAddress, 443, null)).Count > 0);

    [Fact]
    public void What_a_shipped_profile_declares_is_expected_at_its_period()
    {
        var pipeline = Open();
        Assert.Empty(Run(pipeline, Beacon(Kettle, 55, 60, "198.51.100.8", 31314, "imp04.boxen.electricimp.com")));
        var channel = Assert.Single(pipeline.Home.Channels());
        Assert.Equal((true, Tier.F1), (channel.Expected, channel.Tier));
        Assert.InRange(channel.Probability, 0.5, 1);
    }

    [Theory]
    [InlineData("api.sonos.com", Tier.F2)]
    [InlineData("api.sonos.co.uk", Tier.F2)]
    [InlineData("sonos.stranger.co.uk", Tier.F3)]
    public void A_regular_call_to_the_makers_own_domain_does_not_alert_and_a_name_that_only_looks_like_it_does(
        string host, Tier tier)
    {
        var pipeline = Open();
        var changes = Run(pipeline, Beacon(Speaker, 60, 30, "198.51.100.9", 443, host));
        Assert.Equal(tier, Assert.Single(pipeline.Home.Channels()).Tier);
        Assert.Equal(tier == Tier.F3 ? 1 : 0, New(changes).Count());
    }

    [Fact]
    public void The_domain_of_another_maker_alerts() =>
        Assert.Single(New(Run(Open(), Beacon(Kettle, 60, 30, "198.51.100.9", 443, "api.sonos.com"))));

    [Fact]
    public void A_beacon_while_learning_is_for_review_and_approved_it_is_expected()
    {
        var pipeline = Open(learn: TimeSpan.FromDays(3));
        var changes = Run(pipeline, Beacon(Speaker, 60, 30, NamelessAddress));
        Assert.All(changes, change => Assert.Equal(AlertState.Review, change.After.State));
        Assert.Single(New(changes));
        var channel = Assert.Single(pipeline.Home.Channels());
        Assert.Equal((true, false), (channel.InReview, channel.Expected));

        var monitor = Assert.Single(pipeline.Home.Analyses);
        var key = Assert.Single(monitor.State.Channels.All).Key;
        Assert.True(pipeline.Administration.Approve(monitor.Device.Id, key, pipeline.Home.NowAt));
        channel = Assert.Single(pipeline.Home.Channels());
        Assert.Equal((false, true), (channel.InReview, channel.Expected));
    }

    [Fact]
    public void A_known_device_that_joins_an_open_network_alerts_at_once()
    {
        var pipeline = Open();
        var join = new WifiObservation
        {
            At = Start.AddMinutes(30),
            Mac = Mac(Speaker),
            Event = WifiEvent.Assoc,
            Encryption = WifiEncryption.Open,
            Ssid = "Free Wifi",
            Bssid = Mac("00:00:5e:00:53:f2"),
        };
        var calls = Flows(Speaker, Memoryless(300, 5, 1), "198.51.100.9", 443, "api.sonos.com");
        var alert = Assert.Single(New(Run(pipeline, [.. calls, join])));
        Assert.Equal((AlertKind.WifiOpenJoin, Start.AddMinutes(30)), (alert.Kind, alert.At));
        Assert.StartsWith("Sonos", alert.Device.Vendor, StringComparison.Ordinal);
    }

    private static Pipeline Open(TimeSpan learn = default) => new(
        new PipelineOptions { Learn = learn }, Shipped.Model, Registry.GeoIp([]), Registry.Vendors(),
        Registry.PublicSuffixList(), Profiles, new PcaBehaviourTrainer());

    private static List<AlertChange> Run(Pipeline pipeline, IEnumerable<Observation> observations)
    {
        var changes = new List<AlertChange>();
        foreach (var observation in observations.OrderBy(observation => observation.At))
            pipeline.Observe(observation, changes);
        pipeline.Observe(new TickObservation { At = pipeline.Home.NowAt.AddMinutes(1) }, changes);
        return changes;
    }

    private static IEnumerable<Alert> New(IEnumerable<AlertChange> changes) =>
        changes.Where(change => change.Type == AlertChangeType.New).Select(change => change.After);

    /// <summary>The names of this device's calls are seen, so that a call without one stands out.</summary>
    private static DnsObservation NamesAreVisible(string mac) => new()
    {
        At = Start,
        Mac = Mac(mac),
        Client = AddressOf(mac),
        Query = "news.example",
        Answers = [IpAddress.Parse("198.51.100.20")],
        TtlSeconds = 60,
    };

    private static IEnumerable<FlowObservation> Beacon(
        string mac, double period, int count, string address, ushort port = 443, string? host = null)
    {
        var random = new Random(1);
        var times = Enumerable.Range(0, count).Select(call => (call * period) + (period * 0.02 * random.NextDouble()));
        return Flows(mac, times, address, port, host);
    }

    private static IEnumerable<double> Memoryless(double mean, int count, int seed)
    {
        var random = new Random(seed);
        double at = 0;
        for (var call = 0; call < count; call++)
            yield return at += -mean * Math.Log(1 - random.NextDouble());
    }

    private static IEnumerable<FlowObservation> Flows(
        string mac, IEnumerable<double> seconds, string address, ushort port, string? host) =>
        seconds.Select(second => new FlowObservation
        {
            At = Start.AddSeconds(second),
            Mac = Mac(mac),
            Source = new Endpoint(AddressOf(mac), 49_152),
            Destination = new Endpoint(IpAddress.Parse(address), port),
            Protocol = TransportProtocol.Tcp,
            BytesOut = 310,
            BytesIn = 298,
            PacketsOut = 5,
            PacketsIn = 4,
            State = FlowState.Ended,
            ServerName = host,
        });

    private static IpAddress AddressOf(string mac) => IpAddress.Parse(mac == Kettle ? "192.168.1.50" : "192.168.1.51");

    private static MacAddress Mac(string text) =>
        MacAddress.TryParse(text, out var mac) ? mac : throw new FormatException(text);

    private static ProfileLibrary LoadProfiles()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "IoTWatch.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("the tests run outside of a checkout");
        var folder = Path.Combine(root.FullName, "device-profiles");
        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal);
        var problems = new List<string>();
        var library = ProfileLibrary.Load(
            files.Select(file => (Path.GetFileName(file), File.ReadAllText(file))), Registry.PublicSuffixList(),
            problems);
        Assert.Empty(problems);
        return library;
    }
}
