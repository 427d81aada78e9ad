using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// Generates the flow records of media sessions: slices of at most 60 s with a burst every 0.3 s, so that each session
/// is one contact.
/// </summary>
internal sealed class MediaStreams(
    SimulatedDevice device, int number, SeededRandom rng, ScenarioOptions options, SimulatedHome home)
{
    private const int SliceMs = 60_000;
    private const int StepMs = 300;

    public IEnumerable<Observation> Observations()
    {
        var count = 0;
        var last = double.NegativeInfinity;
        foreach (var session in device.OnlineIntervals.SelectMany(
            interval => device.Media[number](rng, interval.From).TakeWhile(session => session.At < interval.To)))
        {
            // Overlapping sessions are dropped: the stream must be in order.
            if (session.At < last || home.Outages.Contains(session.At))
                continue;
            last = session.At + session.Seconds;
            var (port, id) = (EphemeralPorts.Of(rng.WholeNumber(0, EphemeralPorts.Count - 1)),
                $"{device.Mac.ToHex()}-media-{number}-{count++}");
            for (var at = 0; at < session.Seconds * 1000; at += SliceMs)
            {
                var length = (int)Math.Min(SliceMs, session.Seconds * 1000 - at);
                Burst[] bursts = [.. Enumerable.Range(0, length / StepMs + 1)
                    .Select(step => new Burst(step * StepMs, session.BytesOut * StepMs / 1000))];
                yield return FlowPackets.WithTotals(
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

/// <summary>An audio, video or game session over UDP with an address that was not resolved by DNS.</summary>
/// <param name="BytesOut">Payload per second in each direction.</param>
internal sealed record MediaSession(double At, double Seconds, IpAddress Peer, ushort Port, int BytesOut);
