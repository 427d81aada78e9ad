using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A device's stub resolver for one name: asks the router when the last answer has run out, and takes the first address of the answer.</summary>
internal sealed class LookUps(SimulatedDevice device, Call call, SeededRandom rng)
{
    private const int TtlSeconds = 300;
    private DateTime _goodUntil = DateTime.MinValue;
    private int _count;

    /// <summary>Where a connection goes now.</summary>
    public IpAddress Address { get; private set; } = call.Addresses[0];

    /// <summary>The question's flow and its answer, if one is needed, in the 45 ms before a connection.</summary>
    public IEnumerable<Observation> Before(DateTime at)
    {
        if (call.Host is null || at < _goodUntil)
            yield break;
        _goodUntil = at.AddSeconds(TtlSeconds);
        var first = rng.Whole(0, call.Addresses.Count - 1);
        Address = call.Addresses[first];
        var question = 12 + call.Host.Length + 2 + 4;
        yield return FlowScript.Complete(
            new FlowObservation
            {
                At = at.AddMilliseconds(-45),
                Mac = device.Mac,
                DestinationMac = HomeNetwork.RouterMac,
                Source = new Endpoint(device.Ip, Ports.Of(rng.Whole(0, Ports.Count - 1))),
                Destination = new Endpoint(HomeNetwork.Router, 53),
                Protocol = TransportProtocol.Udp,
                State = FlowState.Established,
                FlowId = $"{device.Mac.ToHex()}-dns-{call.Host}-{_count++}",
                Bursts = [new Burst(0, question)],
            },
            question + 16 * call.Addresses.Count);
        yield return new DnsObservation
        {
            At = at.AddMilliseconds(-45 + FlowScript.RoundTripMs),
            Mac = device.Mac,
            Client = device.Ip,
            Query = call.Host,
            Answers = [Address, .. call.Addresses.Where((_, i) => i != first)],
            TtlSeconds = TtlSeconds,
        };
    }
}
