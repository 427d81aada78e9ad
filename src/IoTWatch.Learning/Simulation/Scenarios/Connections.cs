using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Contacts that are a connection each, looked up by name when the last answer has run out: of one call, or of a stream of visits.</summary>
internal sealed class Connections(SimulatedDevice device, string key, SeededRandom rng, ScenarioOptions options, SimulatedHome home)
{
    // A look-up takes this long before its connection: closer starts would put observations out of order.
    private const double LookUpSeconds = .05;
    private const int NamesKept = 64;

    private readonly Dictionary<Call, LookUps> _names = new(ReferenceEqualityComparer.Instance);
    private readonly SeededRandom _sizes = rng.Fork("sizes");
    private readonly int _port = rng.Whole(0, Ports.Count - 1);
    private int _count;

    public IEnumerable<Observation> Of(Call call) =>
        Of(Occasions.Of(call, device, home, rng.Fork("times")).Select(due => new Visit(due.At, call)));

    public IEnumerable<Observation> Of(Func<SeededRandom, double, IEnumerable<Visit>> visits)
    {
        var times = rng.Fork("times");
        return Of(device.Stays.SelectMany(stay => visits(times, stay.From).TakeWhile(visit => visit.At < stay.To)));
    }

    private IEnumerable<Observation> Of(IEnumerable<Visit> visits)
    {
        var last = double.NegativeInfinity;
        foreach (var (t, call) in visits)
        {
            if (t - last < 2 * LookUpSeconds)
                continue;
            last = t;
            foreach (var observation in Contact(call, options.StartAt.AddSeconds(t + LookUpSeconds), home.Outages.Holds(t)))
                yield return observation;
        }
    }

    private IEnumerable<Observation> Contact(Call call, DateTime at, bool offline)
    {
        if (!_names.TryGetValue(call, out var names))
        {
            if (_names.Count >= NamesKept)
                _names.Clear();
            _names[call] = names = new LookUps(device, call, rng.Fork("look-ups"), options);
        }
        foreach (var lookUp in names.Before(at, offline))
            yield return lookUp;
        if (!names.Knows(at))
            yield break;
        var unanswered = _sizes.Chance(call.Unanswered) || offline;
        var udp = call.Protocol == TransportProtocol.Udp;
        yield return FlowScript.Complete(
            new FlowObservation
            {
                At = at,
                Mac = device.Mac,
                DestinationMac = HomeNetwork.RouterMac,
                Source = new Endpoint(device.Ip, Ports.Of(_port + _count)),
                Destination = new Endpoint(names.Address, call.Port),
                Protocol = call.Protocol,
                State = unanswered ? FlowState.Unanswered : udp ? FlowState.Established : FlowState.Ended,
                FlowId = $"{device.Mac.ToHex()}-{key}-{_count++}",
                ServerName = unanswered || call.Port != 443 || udp ? null : call.Host,
                DnsName = call.Host,
                Bursts = [new Burst(0, unanswered ? 0 : Sizes.Draw(_sizes, call.BytesOut, call.SizeSigma))],
            },
            unanswered ? 0 : Sizes.Draw(_sizes, call.BytesIn, call.SizeSigma));
    }
}
