namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The updates that a maker brings out for a model, and what they do to a device's calls.</summary>
/// <remarks>
/// A model is updated every 75 days (Poisson); a device takes the update U(0, 4) days later, at night in three of four cases: it loads LN(6 MB, σ 1) in pieces of 1.5 MB from the maker's domain, in a quarter
/// of the cases from a content network that it never called, and starts anew. Three of five updates add a regular call, with a period of LU(5 min, 1 day) and jitter U(0.2, 2) %: 35 % to another
/// host of the maker's domain, 25 % to another domain of the maker's, 15 % to a cloud's MQTT service, 20 % to one of 40 analytics services (Zipf), 5 % to a relay without a name, over UDP every U(20, 60) s.
/// One in six changes the period of a call by LU(1/4, 4); one in ten drops one. Rates are assumed; vendors publish updates once a month to once a year.
/// </remarks>
internal sealed class Firmware(PublishedDevice model, SeededRandom rng)
{
    private const double Day = 86_400;
    private const double MeanGap = 75 * Day;
    private const double LongestRollOut = 4 * Day;
    private const int PieceBytes = 1_500_000;

    private readonly string _domain = model.Beats.Where(beat => beat.Kind != "ntp" && !beat.Host.EndsWith("amazonaws.com", StringComparison.Ordinal))
        .Select(beat => string.Join('.', beat.Host.Split('.')[^2..])).FirstOrDefault($"{model.Name.Split('-')[0]}.com");

    /// <summary>When the model's updates come out; the same for all its devices.</summary>
    public IReadOnlyList<double> Releases(double seconds) => [.. HomeEvents.Poisson(rng.Fork("releases"), MeanGap, -LongestRollOut, seconds)];

    /// <summary>When one device takes an update.</summary>
    public static double TakenAt(double release, SeededRandom device, DateTime startAt)
    {
        var at = release + device.Uniform(0, LongestRollOut);
        return device.Chance(.75) ? at + ((26 - startAt.AddSeconds(at).TimeOfDay.TotalHours) % 24 + device.Uniform(0, 3)) * 3_600 : at;
    }

    /// <summary>The calls of a device that has taken an update, the download among them.</summary>
    public IReadOnlyList<Call> Apply(IReadOnlyList<Call> calls, int update, double at, SeededRandom device)
    {
        var draw = rng.Fork($"update {update}");
        var after = calls.ToList();
        var download = draw.Chance(.25) ? $"dl.content{draw.Whole(1, 12)}.example" : $"fw.{_domain}";
        var adds = draw.Chance(.6) ? Added(draw) : null;
        if (draw.Chance(1 / 6.0))
            Replace(after, draw.Whole(0, calls.Count - 1), at, draw.LogUniform(.25, 4));
        if (draw.Chance(.1))
            after[draw.Whole(0, calls.Count - 1)] = after[draw.Whole(0, calls.Count - 1)] with { UntilSeconds = at };
        if (adds is not null)
            after.Add(adds with { FromSeconds = at });
        var pieces = (int)Math.Ceiling(device.LogNormal(6_000_000, 1) / PieceBytes);
        after.Add(new Call
        {
            Host = download,
            Addresses = Outside.Machines(download, 0, 4),
            BytesOut = 400,
            BytesIn = PieceBytes,
            FromSeconds = at - 3 * pieces - 5,
            UntilSeconds = at,
            KeepsPhase = true,
            Starts = (random, from) => Habits.Every(random, 3, .2, from),
        });
        return after;
    }

    private static void Replace(List<Call> calls, int place, double at, double factor)
    {
        var old = calls[place];
        calls[place] = old with { UntilSeconds = at };
        calls.Add(old with { FromSeconds = at, Starts = (random, from) => old.Starts(random, 0).Select(t => from + t * factor) });
    }

    private Call Added(SeededRandom draw)
    {
        var kind = draw.NextDouble();
        var period = draw.LogUniform(300, Day);
        if (kind >= .95)
            return Relay.Of(draw.Fork("relay"));
        var beat = kind switch
        {
            < .35 => new PublishedBeat("tcp", $"events.{_domain}", period),
            < .6 => new PublishedBeat("tcp", $"telemetry.{_domain.Split('.')[0]}iot.com", period),
            < .75 => new PublishedBeat("mqtt", $"a{draw.Whole(1_000, 9_999)}.iot.us-east-1.amazonaws.com", draw.Uniform(30, 300)),
            _ => new PublishedBeat("tcp", $"in.metrics{(int)draw.LogUniform(1, 41)}.example", period),
        };
        return Heartbeats.Of(beat, draw.Fork("beat"), Outside.Machines(beat.Host, 0, 4)) with { AddressHours = draw.LogUniform(6, 200), Retries = true };
    }
}
