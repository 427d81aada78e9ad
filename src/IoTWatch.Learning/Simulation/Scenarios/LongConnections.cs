using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Generates the flows of a call whose contacts are bursts inside long connections.</summary>
/// <remarks>
/// Records are sliced as the capture readers slice long flows: at most 60 s from the first packet after the last slice,
/// one flow id, all but the last interim. A connection ends after its drawn life, when the device goes offline, and in
/// an internet outage; attempts to open one in an outage are unanswered.
/// </remarks>
internal sealed class LongConnections(
    SimulatedDevice device, int number, SeededRandom rng, ScenarioOptions options, SimulatedHome home)
{
    private const int SliceMs = 60_000;
    private const double LookUpSeconds = .05;

    public IEnumerable<Observation> Observations()
    {
        var call = device.Calls[number];
        var resolver = new StubResolver(device, call, rng.Fork("look-ups"), options);
        var sizes = rng.Fork("sizes");
        var lives = rng.Fork("lives");
        using var starts = CallTimes.Of(call, device, home, rng.Fork("times")).GetEnumerator();
        var more = starts.MoveNext();
        for (var connection = 0; more; connection++)
        {
            var (opens, interval) = starts.Current;
            var closes = opens + lives.Exponential(call.ConnectionHours * 3_600);
            var offline = home.Outages.Contains(opens);
            var opening = options.StartAt.AddSeconds(opens + LookUpSeconds);
            foreach (var lookUp in resolver.Before(opening, offline))
                yield return lookUp;
            var port = EphemeralPorts.Of(lives.WholeNumber(0, EphemeralPorts.Count - 1));
            if (offline)
            {
                if (resolver.HasAddress(opening))
                    yield return Record(opens, FlowState.Unanswered, [new Burst(0, 0)], 0);
                more = starts.MoveNext();
                continue;
            }
            for (var opened = false; !opened || Lasts(); opened = true)
            {
                var (from, bursts) = (starts.Current.At, new List<Burst>());
                for (; bursts.Count == 0 || (Lasts() && OffsetMs(from) < SliceMs); more = starts.MoveNext())
                    bursts.Add(new Burst(OffsetMs(from), call.DrawBytesOut(sizes)));
                yield return Record(
                    from, Lasts() ? FlowState.Interim : FlowState.Ended, bursts,
                    call.DrawBytesIn(sizes) * (long)bursts.Count);
            }

            bool Lasts() =>
                more
                && starts.Current.Interval == interval
                && starts.Current.At < closes
                && !home.Outages.Contains(starts.Current.At);

            FlowObservation Record(
                double from, FlowState state, IReadOnlyList<Burst> bursts, long reply) => FlowPackets.WithTotals(
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
