using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;

namespace IoTWatch.Inputs.Tests.Registries;

public sealed class ShippedProfilesTests
{
    private static readonly List<string> Problems = [];
    private static readonly ProfileLibrary Library = Load();
    private static readonly IpAddress Far = IpAddress.Parse("198.51.100.7");

    [Fact]
    public void Every_shipped_profile_loads_without_a_problem()
    {
        Assert.Empty(Problems);
        Assert.True(Library.Profiles.Count() >= 6);
        Assert.All(Library.Profiles, profile => Assert.NotEmpty(profile.Sentences));
    }

    [Theory]
    [InlineData("ikettle", null, "Kettle (iKettle)")]
    [InlineData("kettle", null, "Kettle (iKettle)")]
    [InlineData(null, "0c:2a:69:12:34:56", "Kettle (iKettle)")]
    [InlineData("Philips-hue", null, "Hue bridge")]
    [InlineData(null, "00:17:88:12:34:56", "Hue bridge")]
    [InlineData("HS110(EU)", "50:c7:bf:12:34:56", "TP-Link plug")]
    [InlineData("plug-tplink", null, "TP-Link plug")]
    [InlineData("wemo-switch", null, "Wemo plug")]
    [InlineData("DCS-935L", null, "D-Link camera")]
    [InlineData("echo-dot", null, "Amazon Echo")]
    [InlineData("nest-thermostat", null, "Nest thermostat")]
    [InlineData("ring-doorbell", null, "Ring doorbell")]
    [InlineData("laptop", "50:c7:bf:12:34:56", null)]
    [InlineData("amazon-plug", null, "Amazon plug")]
    public void A_profile_is_found_by_host_name_or_vendor(string? hostName, string? mac, string? profile)
    {
        MacAddress address = default;
        Assert.True(mac is null || MacAddress.TryParse(mac, out address));
        Assert.Equal(profile,
            Library.Find(new DeviceTraits(address, hostName, Registry.Vendors().Find(address), null))?.Name);
    }

    [Theory]
    [InlineData("ikettle", "imp04.boxen.electricimp.com", 31314, 55.0)]
    [InlineData("plug-tplink", "n-devs.tplinkcloud.com", 443, 236.0)]
    [InlineData("dcs-932l", "signal.auto.mydlink.com", 443, 55.0)]
    [InlineData("nest-thermostat", "transport04.home.nest.com", 9543, 120.0)]
    [InlineData("echo-dot", "prod.amcs-tachyon.com", 443, 91.0)]
    [InlineData("wemo", "a38uzlrxc8a6s4-ats.iot.us-east-1.amazonaws.com", 8883, 60.0)]
    [InlineData("ring-doorbell", "rss-dpd-service.ring.com", 443, 901.0)]
    public void A_known_call_is_covered_with_its_period(string hostName, string host, ushort port, double seconds)
    {
        var profile = Library.Find(new DeviceTraits(MacAddress.None, hostName, null, null))!;
        var domain = Registry.PublicSuffixList().RegistrableDomain(host);
        Assert.Equal(seconds, profile.Cover(domain, Far, false, TransportProtocol.Tcp, port)?.PeriodSeconds);
    }

    [Fact]
    public void No_profile_permits_an_unknown_destination()
    {
        foreach (var profile in Library.Profiles)
        {
            Assert.Null(profile.Cover(null, Far, false, TransportProtocol.Tcp, 443));
            Assert.Null(profile.Cover("stranger.example", Far, false, TransportProtocol.Tcp, 443));
            Assert.Null(profile.FindForDestination(null, Far, false));
        }
    }

    [Fact]
    public void The_kettle_profile_is_described_in_words() =>
        Assert.Equal("may call electricimp.com by TCP about every 55 s",
            Library.Profiles.Single(profile =>
                profile.Name.StartsWith("Kettle", StringComparison.Ordinal)).Sentences[0]);

    private static ProfileLibrary Load()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "IoTWatch.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("the tests run outside of a checkout");
        var files = Directory.GetFiles(Path.Combine(root.FullName, "device-profiles"), "*.json")
            .Order(StringComparer.Ordinal);
        return ProfileLibrary.Load(files.Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
            Registry.PublicSuffixList(), Problems);
    }
}
