using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Creates published devices with heartbeats, user-triggered calls, firmware updates and restarts.</summary>
/// <remarks>
/// Names move to other machines every LU(6, 200) h; one call in ten moves to a regional or fallback host below the same
/// name at some time. A thing restarts every 25 days (Poisson) and changes its access point every 3 days. Used every
/// LU(2, 24) h of the evening's rate, with 2 calls to its cloud. 10 % query a time server by a built-in address every
/// LU(17 min, 6 h), 10 % a public resolver (8.8.8.8) every LU(5 min, 2 h) ± 30 %. 40 % of the cameras use a
/// <see cref="HeartbeatCalls.UdpRelay"/>; all send video to a phone outside the home, LN(90 s, σ 1), 50 kB/s, twice a
/// day. Shares are assumed.
/// </remarks>
internal sealed class ThingFactory(ScenarioOptions options, HomeEvents events, SeededRandom rng)
{
    private const double Day = 86_400;
    private static readonly string[] Cameras = ["camera", "cam", "doorbell"];

    public SimulatedDevice Create(
        PublishedDevice model, string hostName, int number, double from, double to, Call? beacon)
    {
        var draw = rng.Fork(hostName);
        var firmware = new FirmwareUpdates(model, rng.Fork($"firmware {model.Name}"));
        var camera = Cameras.Any(word => model.Name.EndsWith(word, StringComparison.Ordinal));
        IReadOnlyList<Call> calls = [.. model.Heartbeats.SelectMany(beat => Regional(
            Moving(
                HeartbeatCalls.OfPublished(beat, draw.Fork(beat.Host), ExternalAddresses.OfName(beat.Host, 0, 4)),
                draw),
            draw.Fork($"region {beat.Host}"), to))];
        var absences = HomeEvents.Poisson(draw.Fork("restarts"), 25 * Day, from, to)
            .Select(at => new Interval(at, at + draw.Uniform(8, 60))).ToList();
        foreach (var (release, update) in firmware.Releases(to).Zip(Enumerable.Range(0, int.MaxValue)))
        {
            var at = FirmwareUpdates.InstallTime(release, draw.Fork($"update {update}"), options.StartAt);
            if (at < from + 600 || at > to)
                continue;
            calls = firmware.Apply(calls, update, at, draw.Fork($"update {update}"));
            absences.Add(new Interval(at, at + draw.Uniform(15, 90)));
        }
        var device = SimulatedDevice.Create(
            rng, hostName, model.Oui, number,
            [.. calls, .. Extras(model, camera, draw.Fork("extras")),
                .. beacon is null ? Array.Empty<Call>() : [beacon]]);
        return device with
        {
            OnlineIntervals = events.OnlineIntervals(draw.Fork("stays"), absences, from, to),
            RoamsPerDay = 1 / 3.0,
            Media = camera ? [(random, at) => Viewings(random, at)] : [],
        };
    }

    private static IEnumerable<Call> Regional(Call call, SeededRandom draw, double to)
    {
        if (!draw.Chance(.1))
            return [call];
        var at = draw.Uniform(0, to);
        var host = $"{(draw.Chance(.5) ? "eu" : "fallback")}.{call.Host}";
        return [
            call with { UntilSeconds = at },
            call with { FromSeconds = at, Host = host, Addresses = ExternalAddresses.OfName(host, 0, 4) }];
    }

    private static Call Moving(Call call, SeededRandom draw) =>
        call with { AddressHours = draw.LogUniform(6, 200), Retries = true };

    private IEnumerable<Call> Extras(PublishedDevice model, bool camera, SeededRandom draw)
    {
        var gap = draw.LogUniform(2, 24) * 3_600;
        if (model.Heartbeats.FirstOrDefault(beat => beat.Kind != "ntp") is { } cloud)
            yield return Moving(
                HeartbeatCalls.OfPublished(cloud, draw.Fork("use"), ExternalAddresses.OfName(cloud.Host, 0, 4)),
                draw) with
            {
                LongConnection = false,
                NeedsPeople = true,
                Retries = false,
                SizeSigma = .5,
                Starts = (random, from) => ArrivalTimes.UserClicks(random, options.StartAt, gap, 2, from),
            };
        if (draw.Chance(.1))
            yield return BuiltIn(ExternalAddresses.Unnamed(draw), 123, 48, draw.LogUniform(1_024, 21_600), .01);
        if (draw.Chance(.1))
            yield return BuiltIn(IpAddress.Parse("8.8.8.8"), 53, 40, draw.LogUniform(300, 7_200), .3);
        if (camera && draw.Chance(.4))
            yield return HeartbeatCalls.UdpRelay(draw.Fork("relay"));
    }

    private static Call BuiltIn(IpAddress address, ushort port, int bytes, double period, double jitter) => new()
    {
        Addresses = [address],
        Protocol = TransportProtocol.Udp,
        Port = port,
        BytesOut = bytes,
        BytesIn = bytes,
        Retries = true,
        Starts = (random, from) => ArrivalTimes.Heartbeat(random, period, jitter, from),
    };

    private IEnumerable<MediaSession> Viewings(SeededRandom random, double from) =>
        ArrivalTimes.UserSessions(random, options.StartAt, Day / 5, from)
            .Select(at => new MediaSession(
                at, Math.Min(1_800, random.LogNormal(90, 1)), ExternalAddresses.Unnamed(random),
                EphemeralPorts.Of(random.WholeNumber(0, 20_000)), 50_000));
}
