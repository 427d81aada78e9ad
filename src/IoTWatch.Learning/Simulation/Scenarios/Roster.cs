using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Draws up the devices of a home: gives names their addresses and beats their calls.</summary>
/// <remarks>Heartbeats have jitter U(0.2 %, 2 %) and one size per channel, LU(60, 1,500) bytes, 0.3 % of their connections go unanswered; people's traffic lognormal sizes of σ 1.</remarks>
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
        Starts = rng => Habits.People(rng, options.StartAt, sessionGapSeconds, clicks),
    };

    private Call Beat(string hostName, PublishedBeat beat)
    {
        var draw = _rng.Fork($"{hostName} {beat.Host}");
        var jitter = draw.Uniform(.002, .02);
        var ntp = beat.Kind == "ntp";
        return new Call
        {
            Host = beat.Host,
            Addresses = Resolve(beat.Host),
            Protocol = ntp ? TransportProtocol.Udp : TransportProtocol.Tcp,
            Port = (ushort)(ntp ? 123 : beat.Kind == "mqtt" ? 8883 : 443),
            LongConnection = beat.Kind == "mqtt",
            Unanswered = beat.Kind == "tcp" ? .003 : 0,
            BytesOut = ntp ? 48 : (int)draw.LogUniform(200, 1_500),
            BytesIn = ntp ? 48 : (int)draw.LogUniform(60, 1_500),
            Starts = rng => Habits.Every(rng, beat.PeriodSeconds, jitter),
        };
    }

    private IReadOnlyList<IpAddress> Resolve(string name)
    {
        if (!_addresses.TryGetValue(name, out var addresses))
            _addresses[name] = addresses = HomeNetwork.Outside(_addresses.Count);
        return addresses;
    }
}
