using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A device's stub resolver for one name: asks the router when the last answer has run out, and takes the first address of the answer.</summary>
internal sealed class LookUps(SimulatedDevice device, Call call, SeededRandom rng, ScenarioOptions options)
{
    private const int TtlSeconds = 300;
    private DateTime _goodUntil = DateTime.MinValue;
    private int _count;

    /// <summary>Where a connection goes now.</summary>
    public IpAddress Address { get; private set; } = call.Addresses[0];

    /// <summary>It knows where to connect to.</summary>
    public bool Knows(DateTime at) => call.Host is null || at < _goodUntil;

    /// <summary>The question's flow and its answer, if one is needed, in the 45 ms before a connection.</summary>
    /// <param name="offline">Nobody answers.</param>
    public IEnumerable<Observation> Before(DateTime at, bool offline)
    {
        if (call.Host is null)
            Address = call.AddressesAt((at - options.StartAt).TotalSeconds)[0];
        if (Knows(at))
            yield break;
        var question = 12 + call.Host!.Length + 2 + 4;
        var addresses = call.AddressesAt((at - options.StartAt).TotalSeconds);
        yield return FlowScript.Complete(
            new FlowObservation
            {
                At = at.AddMilliseconds(-45),
                Mac = device.Mac,
                DestinationMac = HomeNetwork.RouterMac,
                Source = new Endpoint(device.Ip, Ports.Of(rng.Whole(0, Ports.Count - 1))),
                Destination = new Endpoint(HomeNetwork.Router, 53),
                Protocol = TransportProtocol.Udp,
                State = offline ? FlowState.Unanswered : FlowState.Established,
                FlowId = $"{device.Mac.ToHex()}-dns-{call.Host}-{_count++}",
                Bursts = [new Burst(0, question)],
            },
            offline ? 0 : question + 16 * addresses.Count);
        if (offline)
            yield break;
        var first = rng.Whole(0, addresses.Count - 1);
        (Address, _goodUntil) = (addresses[first], at.AddSeconds(TtlSeconds));
        yield return new DnsObservation
        {
            At = at.AddMilliseconds(-45 + FlowScript.RoundTripMs),
            Mac = device.Mac,
            Client = device.Ip,
            Query = call.Host,
            Answers = [Address, .. addresses.Where((_, i) => i != first)],
            TtlSeconds = TtlSeconds,
        };
    }
}
