using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Writes media sessions down as the readers would: slices of at most 60 s, with something sent every 0.3 s, so that no silence parts them into contacts.</summary>
internal sealed class Media(SimulatedDevice device, int number, SeededRandom rng, ScenarioOptions options, SimulatedHome home)
{
    private const int SliceMs = 60_000;
    private const int StepMs = 300;

    public IEnumerable<Observation> Observations()
    {
        var count = 0;
        var last = double.NegativeInfinity;
        foreach (var session in device.Stays.SelectMany(stay => device.Media[number](rng, stay.From).TakeWhile(session => session.At < stay.To)))
        {
            // One at a time: streams are in order.
            if (session.At < last || home.Outages.Holds(session.At))
                continue;
            last = session.At + session.Seconds;
            var (port, id) = (Ports.Of(rng.Whole(0, Ports.Count - 1)), $"{device.Mac.ToHex()}-media-{number}-{count++}");
            for (var at = 0; at < session.Seconds * 1000; at += SliceMs)
            {
                var length = (int)Math.Min(SliceMs, session.Seconds * 1000 - at);
                Burst[] bursts = [.. Enumerable.Range(0, length / StepMs + 1).Select(step => new Burst(step * StepMs, session.BytesOut * StepMs / 1000))];
                yield return FlowScript.Complete(
                    new FlowObservation
                    {
                        At = options.StartAt.AddSeconds(session.At).AddMilliseconds(at),
                        Mac = device.Mac,
                        DestinationMac = HomeNetwork.RouterMac,
                        Source = new Endpoint(device.Ip, port),
                        Destination = new Endpoint(session.Peer, session.Port),
                        Protocol = TransportProtocol.Udp,
                        State = at + SliceMs < session.Seconds * 1000 ? FlowState.Interim : FlowState.Established,
                        Continues = at > 0,
                        FlowId = id,
                        Bursts = bursts,
                    },
                    bursts.Sum(burst => (long)burst.BytesOut));
            }
        }
    }
}
