using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A call whose contacts are keep-alives inside one long connection, which is opened anew now and then.</summary>
/// <remarks>
/// Records follow the readers' rule for long flows: slices of at most 60 s from the first packet after the last slice, one flow id, all but the last interim.
/// A connection ends with its time, with the device's stay, and when the internet goes away; while it is away, opening it finds no answer.
/// </remarks>
internal sealed class LongConnections(SimulatedDevice device, int number, SeededRandom rng, ScenarioOptions options, SimulatedHome home)
{
    private const int SliceMs = 60_000;
    private const double LookUpSeconds = .05;

    public IEnumerable<Observation> Observations()
    {
        var call = device.Calls[number];
        var resolver = new LookUps(device, call, rng.Fork("look-ups"), options);
        var sizes = rng.Fork("sizes");
        var lives = rng.Fork("lives");
        using var starts = Occasions.Of(call, device, home, rng.Fork("times")).GetEnumerator();
        var more = starts.MoveNext();
        for (var connection = 0; more; connection++)
        {
            var (opens, stay) = starts.Current;
            var closes = opens + lives.Exponential(call.ConnectionHours * 3_600);
            var offline = home.Outages.Holds(opens);
            var opening = options.StartAt.AddSeconds(opens + LookUpSeconds);
            foreach (var lookUp in resolver.Before(opening, offline))
                yield return lookUp;
            var port = Ports.Of(lives.Whole(0, Ports.Count - 1));
            if (offline)
            {
                if (resolver.Knows(opening))
                    yield return Record(opens, FlowState.Unanswered, [new Burst(0, 0)], 0);
                more = starts.MoveNext();
                continue;
            }
            for (var opened = false; !opened || Lasts(); opened = true)
            {
                var (from, bursts) = (starts.Current.At, new List<Burst>());
                for (; bursts.Count == 0 || (Lasts() && OffsetMs(from) < SliceMs); more = starts.MoveNext())
                    bursts.Add(new Burst(OffsetMs(from), Sizes.Draw(sizes, call.BytesOut, call.SizeSigma)));
                yield return Record(from, Lasts() ? FlowState.Interim : FlowState.Ended, bursts, Sizes.Draw(sizes, call.BytesIn, call.SizeSigma) * (long)bursts.Count);
            }

            bool Lasts() => more && starts.Current.Stay == stay && starts.Current.At < closes && !home.Outages.Holds(starts.Current.At);

            FlowObservation Record(double from, FlowState state, IReadOnlyList<Burst> bursts, long reply) => FlowScript.Complete(
                new FlowObservation
                {
                    At = options.StartAt.AddSeconds(from + LookUpSeconds),
                    Mac = device.Mac,
                    DestinationMac = HomeNetwork.RouterMac,
                    Source = new Endpoint(device.Ip, port),
                    Destination = new Endpoint(resolver.Address, call.Port),
                    Protocol = call.Protocol,
                    State = state,
                    Continues = from > opens,
                    FlowId = $"{device.Mac.ToHex()}-{number}-{connection}",
                    ServerName = state == FlowState.Unanswered ? null : call.Host,
                    DnsName = call.Host,
                    Bursts = bursts,
                },
                reply);
        }

        int OffsetMs(double from) => (int)((starts.Current.At - from) * 1000);
    }
}
