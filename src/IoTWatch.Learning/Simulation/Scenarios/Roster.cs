using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Draws up the devices of a home to which nothing happens: gives names their addresses and beats their calls.</summary>
/// <remarks>People's traffic has lognormal sizes of σ 1.</remarks>
internal sealed class Roster(ScenarioOptions options)
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

    /// <param name="bad">The rank of the device among the bad ones; null = it is not.</param>
    public void Add(PublishedDevice model, string hostName, int? bad = null)
    {
        var calls = model.Beats.Select(b => Beat(hostName, b));
        Add(hostName, model.Oui, bad is { } rank ? calls.Append(LoneBeacon.BadCall(options, rank)) : calls);
    }

    /// <summary>A phone, laptop or tablet: people's sessions over the usual sites, and the clock.</summary>
    public void AddPerson(string hostName, string oui, double sessionGapSeconds) =>
        Add(hostName, oui, Sites.Select(site => Visit(site, sessionGapSeconds * Sites.Length, 6, 900, 12_000)).Append(Beat(hostName, new("ntp", "time.os.example", 1024))));

    /// <summary>A television: evenings of video segments.</summary>
    public void AddTelevision(string hostName, string oui) =>
        Add(hostName, oui, [Visit("cdn.video.example", 5_400, 40, 700, 50_000), Visit("menu.video.example", 5_400, 4, 900, 8_000)]);

    private void Add(string hostName, string oui, IEnumerable<Call> calls) =>
        _devices.Add(SimulatedDevice.Create(_rng, hostName, oui, 20 + _devices.Count, calls));

    private Call Visit(string site, double sessionGapSeconds, double clicks, int bytesOut, int bytesIn) => new()
    {
        Host = site,
        Addresses = Resolve(site),
        BytesOut = bytesOut,
        BytesIn = bytesIn,
        SizeSigma = 1,
        Starts = (rng, from) => Habits.People(rng, options.StartAt, sessionGapSeconds, clicks, from),
    };

    private Call Beat(string hostName, PublishedBeat beat) => Heartbeats.Of(beat, _rng.Fork($"{hostName} {beat.Host}"), Resolve(beat.Host));

    private IReadOnlyList<IpAddress> Resolve(string name)
    {
        if (!_addresses.TryGetValue(name, out var addresses))
            _addresses[name] = addresses = HomeNetwork.Outside(_addresses.Count);
        return addresses;
    }
}
