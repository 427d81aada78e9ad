namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Draws the firmware releases of a device model and applies them to the calls of a device.</summary>
/// <remarks>
/// Releases: every 75 days (Poisson). A device installs one U(0, 4) days later, at night in 75 % of the cases: it
/// downloads LN(6 MB, σ 1) in parts of 1.5 MB from the manufacturer's domain, in 25 % of the cases from a new content
/// network, and restarts. Three of five updates add a regular call, with a period of LU(5 min, 1 day) and jitter U(0.2,
/// 2) %: 35 % to another host of the manufacturer's domain, 25 % to another domain of it, 15 % to a cloud's MQTT
/// service, 20 % to one of 40 analytics services (Zipf), 5 % to an unnamed relay, over UDP every U(20, 60) s. One in
/// six changes the period of a call by LU(1/4, 4); one in ten drops one. Rates are assumed; vendors publish updates
/// once a month to once a year.
/// </remarks>
internal sealed class FirmwareUpdates(PublishedDevice model, SeededRandom rng)
{
    private const double Day = 86_400;
    private const double MeanReleaseGap = 75 * Day;
    private const double MaxRollOut = 4 * Day;
    private const int PieceBytes = 1_500_000;

    private readonly string _domain = model.Heartbeats.Where(
        beat => beat.Kind != "ntp" && !beat.Host.EndsWith("amazonaws.com", StringComparison.Ordinal))
        .Select(beat => string.Join('.', beat.Host.Split('.')[^2..])).FirstOrDefault($"{model.Name.Split('-')[0]}.com");

    /// <summary>Returns the release times, which are the same for all devices of the model.</summary>
    public IReadOnlyList<double> Releases(double seconds) =>
        [.. HomeEvents.Poisson(rng.Fork("releases"), MeanReleaseGap, -MaxRollOut, seconds)];

    /// <summary>Draws the time at which a device installs a release.</summary>
    public static double InstallTime(double release, SeededRandom device, DateTime startAt)
    {
        var at = release + device.Uniform(0, MaxRollOut);
        return device.Chance(.75)
            ? at + ((26 - startAt.AddSeconds(at).TimeOfDay.TotalHours) % 24 + device.Uniform(0, 3)) * 3_600
            : at;
    }

    /// <summary>Returns the calls of a device after an update, including the download.</summary>
    public IReadOnlyList<Call> Apply(IReadOnlyList<Call> calls, int update, double at, SeededRandom device)
    {
        var draw = rng.Fork($"update {update}");
        var after = calls.ToList();
        var download = draw.Chance(.25) ? $"dl.content{draw.WholeNumber(1, 12)}.example" : $"fw.{_domain}";
        var adds = draw.Chance(.6) ? Added(draw) : null;
        if (draw.Chance(1 / 6.0))
            Replace(after, draw.WholeNumber(0, calls.Count - 1), at, draw.LogUniform(.25, 4));
        if (draw.Chance(.1))
            after[draw.WholeNumber(0, calls.Count - 1)] = after[draw.WholeNumber(0, calls.Count - 1)] with
            {
                UntilSeconds = at
            };
        if (adds is not null)
            after.Add(adds with { FromSeconds = at });
        var pieces = (int)Math.Ceiling(device.LogNormal(6_000_000, 1) / PieceBytes);
        after.Add(new Call
        {
            Host = download,
            Addresses = ExternalAddresses.OfName(download, 0, 4),
            BytesOut = 400,
            BytesIn = PieceBytes,
            FromSeconds = at - 3 * pieces - 5,
            UntilSeconds = at,
            KeepsPhase = true,
            Starts = (random, from) => ArrivalTimes.Periodic(random, 3, .2, from),
        });
        return after;
    }

    private static void Replace(List<Call> calls, int place, double at, double factor)
    {
        var old = calls[place];
        calls[place] = old with { UntilSeconds = at };
        calls.Add(old with
        {
            FromSeconds = at,
            Starts = (random, from) => old.Starts(random, 0).Select(t => from + t * factor)
        });
    }

    private Call Added(SeededRandom draw)
    {
        var kind = draw.NextDouble();
        var period = draw.LogUniform(300, Day);
        if (kind >= .95)
            return HeartbeatCalls.UdpRelay(draw.Fork("relay"));
        var beat = kind switch
        {
            < .35 => new PublishedHeartbeat("tcp", $"events.{_domain}", period),
            < .6 => new PublishedHeartbeat("tcp", $"telemetry.{_domain.Split('.')[0]}iot.com", period),
            < .75 => new PublishedHeartbeat(
                "mqtt", $"a{draw.WholeNumber(1_000, 9_999)}.iot.us-east-1.amazonaws.com", draw.Uniform(30, 300)),
            _ => new PublishedHeartbeat("tcp", $"in.metrics{(int)draw.LogUniform(1, 41)}.example", period),
        };
        return HeartbeatCalls.OfPublished(
            beat, draw.Fork("beat"), ExternalAddresses.OfName(beat.Host, 0, 4)) with
        {
            AddressHours = draw.LogUniform(6, 200),
            Retries = true
        };
    }
}
