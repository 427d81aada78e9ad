using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;
using IoTWatch.Tests;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class DeviceProfileTests
{
    private static readonly IpAddress Far = IpAddress.Parse("203.0.113.9");
    private static readonly IpAddress Near = IpAddress.Parse("192.168.1.7");

    [Fact]
    public void A_named_rule_covers_its_registrable_domain_protocol_and_port()
    {
        var profile = Profile(SomeMud.Call("agent.boxen.vendor.example", 443));
        Assert.NotNull(profile.Cover("vendor.example", Far, false, TransportProtocol.Tcp, 443));
        Assert.Null(profile.Cover("vendor.example", Far, false, TransportProtocol.Udp, 443));
        Assert.Null(profile.Cover("vendor.example", Far, false, TransportProtocol.Tcp, 444));
        Assert.Null(profile.Cover("other.example", Far, false, TransportProtocol.Tcp, 443));
        Assert.Null(profile.Cover(null, Far, false, TransportProtocol.Tcp, 443));
    }

    [Fact]
    public void A_destination_is_known_on_any_port()
    {
        var profile = Profile(SomeMud.Call("agent.vendor.example", 443));
        Assert.NotNull(profile.FindForDestination("vendor.example", Far, false));
        Assert.Null(profile.FindForDestination("other.example", Far, false));
    }

    [Fact]
    public void A_rule_without_destination_covers_any_and_knows_none()
    {
        var profile = Profile(SomeMud.Ace("""
            "ipv4": { "protocol": 17 }, "udp": { "destination-port": { "operator": "eq", "port": 3478 } }
            """));
        Assert.NotNull(profile.Cover("any.example", Far, false, TransportProtocol.Udp, 3478));
        Assert.Null(profile.FindForDestination("any.example", Far, false));
    }

    [Theory]
    [InlineData("local-networks", "[ null ]")]
    [InlineData("controller", "\"urn:ietf:params:mud:gateway\"")]
    [InlineData("my-controller", "[ null ]")]
    [InlineData("same-manufacturer", "[ null ]")]
    [InlineData("manufacturer", "\"vendor.example\"")]
    [InlineData("model", "\"https://vendor.example/lamp\"")]
    public void The_abstractions_of_MUD_mean_the_home(string abstraction, string value)
    {
        var profile = Profile(SomeMud.Ace($$"""
            "ietf-mud:mud": { "{{abstraction}}": {{value}} }, "ipv4": { "protocol": 17 }
            """));
        Assert.NotNull(profile.Cover(null, Near, true, TransportProtocol.Udp, 53));
        Assert.Null(profile.Cover(null, Far, false, TransportProtocol.Udp, 53));
    }

    [Fact]
    public void Multicast_counts_as_home_and_the_network_still_narrows()
    {
        var profile = Profile(SomeMud.Ace("""
            "ietf-mud:mud": { "local-networks": [ null ] }, "ipv4": { "protocol": 17, "destination-ipv4-network": "239.255.255.250/32" }
            """));
        Assert.NotNull(profile.Cover(null, IpAddress.Parse("239.255.255.250"), false, TransportProtocol.Udp, 1900));
        Assert.Null(profile.Cover(null, IpAddress.Parse("224.0.0.251"), false, TransportProtocol.Udp, 1900));
        Assert.Null(profile.Cover(null, Near, true, TransportProtocol.Udp, 1900));
    }

    [Fact]
    public void A_network_rule_covers_its_addresses_of_either_family()
    {
        var profile = Profile(
            SomeMud.Ace("""  "ipv4": { "destination-ipv4-network": "203.0.113.0/28" } """) + "," +
            SomeMud.Ace("""  "ipv6": { "destination-ipv6-network": "2001:db8::/32" } """));
        Assert.NotNull(profile.Cover(null, Far, false, TransportProtocol.Tcp, 1));
        Assert.NotNull(profile.Cover(null, IpAddress.Parse("2001:db8::1"), false, TransportProtocol.Tcp, 1));
        Assert.Null(profile.Cover(null, IpAddress.Parse("203.0.113.99"), false, TransportProtocol.Tcp, 1));
    }

    [Theory]
    [InlineData("""{ "operator": "range", "lower-port": 100, "upper-port": 200 }""", 100, 200)]
    [InlineData("""{ "lower-port": 100, "upper-port": 200 }""", 100, 200)]
    [InlineData("""{ "operator": "gte", "port": 1024 }""", 1024, 65535)]
    [InlineData("""{ "operator": "lte", "port": 1023 }""", 0, 1023)]
    [InlineData("""{ "port": 8883 }""", 8883, 8883)]
    public void Ports_are_ranges_with_both_ends(string ports, int first, int last)
    {
        var rule = Assert.Single(Profile(SomeMud.Ace($$""" "tcp": { "destination-port": {{ports}} } """)).Rules);
        Assert.Equal((first, last), (rule.FirstPort, rule.LastPort));
        Assert.Equal(TransportProtocol.Tcp, rule.Protocol);
    }

    [Theory]
    [InlineData(
        """ "ietf-mud:mud": { "local-networks": [ null ] }, "tcp": { "source-port": { "operator": "eq", "port": 80 } } """)]
    [InlineData(
        """ "tcp": { "destination-port": { "operator": "eq", "port": 80 }, "ietf-mud:direction-initiated": "to-device" } """)]
    [InlineData(""" "eth": { "ethertype": "0x888e" }, "ietf-mud:mud": { "local-networks": [ null ] } """)]
    public void Answers_and_bare_frames_permit_no_call(string matches) =>
        Assert.Empty(Profile(SomeMud.Ace(matches)).Rules);

    [Fact]
    public void A_wildcard_over_a_clouds_zone_covers_the_names_below_it()
    {
        var profile = Profile(
            SomeMud.Call("*.compute.cloud.example", 443), suffixes: "example\n*.compute.cloud.example");
        Assert.NotNull(profile.Cover("a.b.compute.cloud.example", Far, false, TransportProtocol.Tcp, 443));
        Assert.Null(profile.Cover("cloud.example", Far, false, TransportProtocol.Tcp, 443));
    }

    [Fact]
    public void A_declared_period_belongs_to_its_rule()
    {
        var profile = Profile(
            SomeMud.Call("a.vendor.example", 443) + "," + SomeMud.Call("b.vendor.example", 443),
            """{ "periods": [ { "dns-name": "b.vendor.example", "protocol": "tcp", "port": 443, "seconds": 55 } ] }""");
        Assert.Equal([null, 55.0], profile.Rules.Select(rule => rule.PeriodSeconds));
        Assert.Equal(55, profile.Cover("vendor.example", Far, false, TransportProtocol.Tcp, 443)?.PeriodSeconds);
    }

    [Fact]
    public void Rules_read_as_sentences()
    {
        var profile = Profile(
            SomeMud.Call("agent.vendor.example", 31314) + "," +
            SomeMud.Ace(
                """ "ietf-mud:mud": { "local-networks": [ null ] }, "udp": { "destination-port": { "operator": "eq", "port": 1900 } } """)
            + "," +
            SomeMud.Ace(""" "ipv4": { "destination-ipv4-network": "8.8.8.8/32", "protocol": 1 } """) + "," +
            SomeMud.Ace(""" "udp": { "destination-port": { "lower-port": 1024, "upper-port": 65535 } } """),
            """{ "periods": [ { "dns-name": "agent.vendor.example", "seconds": 55 } ] }""");
        Assert.Equal(
            ["may call vendor.example on tcp/31314 about every 55 s", "may call devices at home on udp/1900",
                "may call 8.8.8.8 by ICMP", "may call any address on udp/1024–65535"],
            profile.Sentences);
    }

    [Fact]
    public void The_published_wemo_switch_may_call_home_and_nobody_else()
    {
        var problems = new List<string>();
        var library = ProfileLibrary.Load(
            [("wemo", File.ReadAllText(SharedData.Path("mud/wemoswitchMud.json")))], PublicSuffixList.Parse("com\nnet"),
            problems);
        var profile = Assert.Single(library.Profiles);
        Assert.NotNull(profile.Cover("xbcs.net", Far, false, TransportProtocol.Tcp, 8443));
        Assert.Null(profile.Cover("xbcs.net", Far, false, TransportProtocol.Tcp, 4444));
        Assert.Null(profile.Cover("evil.com", Far, false, TransportProtocol.Tcp, 8443));
    }

    private static DeviceProfile Profile(string aces, string extension = "", string suffixes = "example")
    {
        var problems = new List<string>();
        var library = ProfileLibrary.Load(
            [("thing.json", SomeMud.Document(aces, extension: extension))], PublicSuffixList.Parse(suffixes), problems);
        Assert.Empty(problems);
        return Assert.Single(library.Profiles);
    }
}
