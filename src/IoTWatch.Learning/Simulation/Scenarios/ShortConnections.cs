using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Generates the flows and DNS answers of calls that open one connection per contact.</summary>
internal sealed class ShortConnections(SimulatedDevice device, string key, SeededRandom rng, ScenarioOptions options, SimulatedHome home)
{
    // Time from DNS query to connection; closer starts would put observations out of order.
    private const double LookUpSeconds = .05;
    private const int NamesKept = 64;

    private readonly Dictionary<Call, StubResolver> _names = new(ReferenceEqualityComparer.Instance);
    private readonly SeededRandom _sizes = rng.Fork("sizes");
    private readonly int _port = rng.WholeNumber(0, EphemeralPorts.Count - 1);
    private int _count;

    public IEnumerable<Observation> Of(Call call) =>
        Of(CallTimes.Of(call, device, home, rng.Fork("times")).Select(due => new TimedCall(due.At, call)));

    public IEnumerable<Observation> Of(Func<SeededRandom, double, IEnumerable<TimedCall>> visits)
    {
        var times = rng.Fork("times");
        return Of(device.OnlineIntervals.SelectMany(stay => visits(times, stay.From).TakeWhile(visit => visit.At < stay.To)));
    }

    private IEnumerable<Observation> Of(IEnumerable<TimedCall> visits)
    {
        var last = double.NegativeInfinity;
        foreach (var (t, call) in visits)
        {
            if (t - last < 2 * LookUpSeconds)
                continue;
            last = t;
            foreach (var observation in Contact(call, options.StartAt.AddSeconds(t + LookUpSeconds), home.Outages.Contains(t)))
                yield return observation;
        }
    }

    private IEnumerable<Observation> Contact(Call call, DateTime at, bool offline)
    {
        if (!_names.TryGetValue(call, out var names))
        {
            if (_names.Count >= NamesKept)
                _names.Clear();
            _names[call] = names = new StubResolver(device, call, rng.Fork("look-ups"), options);
        }
        foreach (var lookUp in names.Before(at, offline))
            yield return lookUp;
        if (!names.Knows(at))
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
                Destination = new Endpoint(names.Address, call.Port),
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
