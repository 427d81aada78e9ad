using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// The scenario <c>kettle</c>: a small home in which a compromised kettle sends a beacon among normal heartbeats.
/// </summary>
/// <remarks>The kettle keeps its vendor heartbeat of 55 s, so that its beacon differs by destination only.</remarks>
internal static class KettleScenario
{
    public static SimulatedHome Create(ScenarioOptions options)
    {
        var home = new StaticHomeBuilder(options);
        home.Add(PublishedDevice.Find("ikettle"), "ikettle", beacon: options.Compromised > 0 ? 0 : null);
        home.Add(PublishedDevice.Find("tplink-plug"), "hs110");
        home.Add(PublishedDevice.Find("nest-tstat"), "nest-thermostat");
        home.Add(PublishedDevice.Find("ring-doorbell"), "ring-doorbell");
        home.Add(PublishedDevice.Find("dlink-camera"), "dcs-932l");
        home.Add(PublishedDevice.Find("echodot"), "echo-dot");
        home.AddTelevision("living-room-tv", "f8:3f:51");
        home.AddPerson("laptop", "3c:22:fb", 2_400);
        home.AddPerson("phone", "da:a1:19", 1_500);
        return SimulatedHome.Of(home.Devices);
    }
}

/// <summary>Builds the devices of a home without outages or updates: resolves names and creates calls.</summary>
/// <remarks>Sizes of user traffic are lognormal with σ 1.</remarks>
internal sealed class StaticHomeBuilder(ScenarioOptions options)
{
    private static readonly string[] Sites =
    [
        "www.news.example", "img.shop.example", "api.social.example", "mail.post.example", "www.search.example",
        "maps.travel.example", "www.wiki.example", "cdn.photos.example", "www.weather.example", "www.bank.example",
    ];

    private readonly SeededRandom _rng = new SeededRandom(options.Seed).Fork("roster");
    private readonly Dictionary<string, IReadOnlyList<IpAddress>> _addresses = [];
    private readonly List<SimulatedDevice> _devices = [];

    public IReadOnlyList<SimulatedDevice> Devices => _devices;

    /// <param name="beacon">Rank of the device among the compromised; null = not compromised.</param>
    public void Add(PublishedDevice model, string hostName, int? beacon = null)
    {
        var calls = model.Heartbeats.Select(b => Beat(hostName, b));
        Add(hostName, model.Oui, beacon is { } rank ? calls.Append(BeaconScenario.BeaconCall(options, rank)) : calls);
    }

    /// <summary>Adds a phone, laptop or tablet: user sessions over ten sites, and NTP.</summary>
    public void AddPerson(string hostName, string oui, double sessionGapSeconds) =>
        Add(hostName, oui,
            Sites.Select(site => UserCall(site, sessionGapSeconds * Sites.Length, 6, 900, 12_000))
                .Append(Beat(hostName, new("ntp", "time.os.example", 1024))));

    /// <summary>Adds a television that loads video segments.</summary>
    public void AddTelevision(string hostName, string oui) =>
        Add(hostName, oui,
            [UserCall("cdn.video.example", 5_400, 40, 700, 50_000),
                UserCall("menu.video.example", 5_400, 4, 900, 8_000)]);

    private void Add(string hostName, string oui, IEnumerable<Call> calls) =>
        _devices.Add(SimulatedDevice.Create(_rng, hostName, oui, 20 + _devices.Count, calls));

    private Call UserCall(string site, double sessionGapSeconds, double clicks, int bytesOut, int bytesIn) => new()
    {
        Host = site,
        Addresses = Resolve(site),
        BytesOut = bytesOut,
        BytesIn = bytesIn,
        SizeSigma = 1,
        Starts = (rng, from) => ArrivalTimes.UserClicks(rng, options.StartAt, sessionGapSeconds, clicks, from),
    };

    private Call Beat(string hostName, PublishedHeartbeat beat) =>
        HeartbeatCalls.OfPublished(beat, _rng.Fork($"{hostName} {beat.Host}"), Resolve(beat.Host));

    private IReadOnlyList<IpAddress> Resolve(string name)
    {
        if (!_addresses.TryGetValue(name, out var addresses))
            _addresses[name] = addresses = HomeNetwork.DocumentationAddresses(_addresses.Count);
        return addresses;
    }
}
