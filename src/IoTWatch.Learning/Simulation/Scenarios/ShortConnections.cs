using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Generates the flows and DNS answers of calls that open one connection per contact.</summary>
internal sealed class ShortConnections(
    SimulatedDevice device, string key, SeededRandom rng, ScenarioOptions options, SimulatedHome home)
{
    // Time from DNS query to connection; closer starts would put observations out of order.
    private const double LookUpSeconds = .05;
    private const int MaxResolvers = 64;

    private readonly Dictionary<Call, StubResolver> _resolvers = new(ReferenceEqualityComparer.Instance);
    private readonly SeededRandom _sizes = rng.Fork("sizes");
    private readonly int _port = rng.WholeNumber(0, EphemeralPorts.Count - 1);
    private int _count;

    public IEnumerable<Observation> Of(Call call) =>
        Of(CallTimes.Of(call, device, home, rng.Fork("times")).Select(due => new TimedCall(due.At, call)));

    public IEnumerable<Observation> Of(Func<SeededRandom, double, IEnumerable<TimedCall>> calls)
    {
        var times = rng.Fork("times");
        return Of(
            device.OnlineIntervals.SelectMany(
                interval => calls(times, interval.From).TakeWhile(timed => timed.At < interval.To)));
    }

    private IEnumerable<Observation> Of(IEnumerable<TimedCall> calls)
    {
        var last = double.NegativeInfinity;
        foreach (var (t, call) in calls)
        {
            if (t - last < 2 * LookUpSeconds)
                continue;
            last = t;
            foreach (var observation in Contact(
                call, options.StartAt.AddSeconds(t + LookUpSeconds), home.Outages.Contains(t)))
                yield return observation;
        }
    }

    private IEnumerable<Observation> Contact(Call call, DateTime at, bool offline)
    {
        if (!_resolvers.TryGetValue(call, out var resolver))
        {
            if (_resolvers.Count >= MaxResolvers)
                _resolvers.Clear();
            _resolvers[call] = resolver = new StubResolver(device, call, rng.Fork("look-ups"), options);
        }
        foreach (var lookUp in resolver.Before(at, offline))
            yield return lookUp;
        if (!resolver.HasAddress(at))
            yield break;
        var unanswered = _sizes.Chance(call.Unanswered) || offline;
        var udp = call.Protocol == TransportProtocol.Udp;
        yield return FlowPackets.WithTotals(
            new FlowObservation
            {
                At = at,
                Mac = device.Mac,
                DestinationMac = HomeNetwork.RouterMac,
                Source = new Endpoint(device.Ip, EphemeralPorts.Of(_port + _count)),
                Destination = new Endpoint(resolver.Address, call.Port),
                Protocol = call.Protocol,
                State = unanswered ? FlowState.Unanswered : udp ? FlowState.Established : FlowState.Ended,
                FlowId = $"{device.Mac.ToHex()}-{key}-{_count++}",
                ServerName = unanswered || call.Port != 443 || udp ? null : call.Host,
                DnsName = call.Host,
                Bursts = [new Burst(0, unanswered ? 0 : call.DrawBytesOut(_sizes))],
            },
            unanswered ? 0 : call.DrawBytesIn(_sizes));
    }
}
