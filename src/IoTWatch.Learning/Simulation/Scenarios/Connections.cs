using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A call whose every contact is a connection of its own, looked up by name when the last answer has run out.</summary>
internal sealed class Connections(SimulatedDevice device, int number, SeededRandom rng, ScenarioOptions options)
{
    // A look-up takes this long before its connection: closer starts would put observations out of order.
    private const double LookUpSeconds = .05;

    public IEnumerable<Observation> Observations()
    {
        var call = device.Calls[number];
        var resolver = new LookUps(device, call, rng.Fork("look-ups"));
        var sizes = rng.Fork("sizes");
        var port = rng.Whole(0, Ports.Count - 1);
        double last = double.NegativeInfinity;
        var count = 0;
        foreach (var t in call.Starts(rng.Fork("times")))
        {
            if (t - last < 2 * LookUpSeconds)
                continue;
            last = t;
            var at = options.StartAt.AddSeconds(t + LookUpSeconds);
            foreach (var lookUp in resolver.Before(at))
                yield return lookUp;
            var unanswered = sizes.Chance(call.Unanswered);
            var udp = call.Protocol == TransportProtocol.Udp;
            yield return FlowScript.Complete(
                new FlowObservation
                {
                    At = at,
                    Mac = device.Mac,
                    DestinationMac = HomeNetwork.RouterMac,
                    Source = new Endpoint(device.Ip, Ports.Of(port + count)),
                    Destination = new Endpoint(resolver.Address, call.Port),
                    Protocol = call.Protocol,
                    State = unanswered ? FlowState.Unanswered : udp ? FlowState.Established : FlowState.Ended,
                    FlowId = $"{device.Mac.ToHex()}-{number}-{count}",
                    ServerName = unanswered || call.Port != 443 || udp ? null : call.Host,
                    DnsName = call.Host,
                    Bursts = [new Burst(0, unanswered ? 0 : Sizes.Draw(sizes, call.BytesOut, call.SizeSigma))],
                },
                unanswered ? 0 : Sizes.Draw(sizes, call.BytesIn, call.SizeSigma));
            count++;
        }
    }
}
