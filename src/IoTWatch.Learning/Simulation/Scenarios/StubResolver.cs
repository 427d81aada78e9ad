using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// DNS stub resolver of a device for one name: queries the router when the last answer has expired and uses its first
/// address.
/// </summary>
internal sealed class StubResolver(SimulatedDevice device, Call call, SeededRandom rng, ScenarioOptions options)
{
    private const int TtlSeconds = 300;
    private DateTime _validUntil = DateTime.MinValue;
    private int _count;

    /// <summary>Current address of the destination.</summary>
    public IpAddress Address { get; private set; } = call.Addresses[0];

    /// <summary>Whether the address is built in or the last answer is still valid.</summary>
    public bool HasAddress(DateTime at) => call.Host is null || at < _validUntil;

    /// <summary>
    /// Returns the flow of the DNS query and the answer, 45 ms before a connection; nothing when none is needed.
    /// </summary>
    /// <param name="offline">The query is not answered.</param>
    public IEnumerable<Observation> Before(DateTime at, bool offline)
    {
        if (call.Host is null)
            Address = call.AddressesAt((at - options.StartAt).TotalSeconds)[0];
        if (HasAddress(at))
            yield break;
        var question = 12 + call.Host!.Length + 2 + 4;
        var addresses = call.AddressesAt((at - options.StartAt).TotalSeconds);
        yield return FlowPackets.WithTotals(
            new FlowObservation
            {
                At = at.AddMilliseconds(-45),
                Mac = device.Mac,
                DestinationMac = HomeNetwork.RouterMac,
                Source = new Endpoint(device.Ip, EphemeralPorts.Of(rng.WholeNumber(0, EphemeralPorts.Count - 1))),
                Destination = new Endpoint(HomeNetwork.Router, 53),
                Protocol = TransportProtocol.Udp,
                State = offline ? FlowState.Unanswered : FlowState.Established,
                FlowId = $"{device.Mac.ToHex()}-dns-{call.Host}-{_count++}",
                Bursts = [new Burst(0, question)],
            },
            offline ? 0 : question + 16 * addresses.Count);
        if (offline)
            yield break;
        var first = rng.WholeNumber(0, addresses.Count - 1);
        (Address, _validUntil) = (addresses[first], at.AddSeconds(TtlSeconds));
        yield return new DnsObservation
        {
            At = at.AddMilliseconds(-45 + FlowPackets.RoundTripMs),
            Mac = device.Mac,
            Client = device.Ip,
            Query = call.Host,
            Answers = [Address, .. addresses.Where((_, i) => i != first)],
            TtlSeconds = TtlSeconds,
        };
    }
}
