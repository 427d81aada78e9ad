using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A call whose contacts are keep-alives inside one long connection, which is opened anew now and then.</summary>
/// <remarks>Records follow the readers' rule for long flows: slices of at most 60 s from the first packet after the last slice, one flow id, all but the last interim.</remarks>
internal sealed class LongConnections(SimulatedDevice device, int number, SeededRandom rng, ScenarioOptions options)
{
    private const int SliceMs = 60_000;
    private const double LookUpSeconds = .05;

    public IEnumerable<Observation> Observations()
    {
        var call = device.Calls[number];
        var resolver = new LookUps(device, call, rng.Fork("look-ups"));
        var sizes = rng.Fork("sizes");
        var lives = rng.Fork("lives");
        using var starts = call.Starts(rng.Fork("times")).GetEnumerator();
        starts.MoveNext();
        for (var connection = 0; ; connection++)
        {
            var closes = starts.Current + lives.Exponential(call.ConnectionHours * 3_600);
            var opening = options.StartAt.AddSeconds(starts.Current + LookUpSeconds);
            foreach (var lookUp in resolver.Before(opening))
                yield return lookUp;
            var port = Ports.Of(lives.Whole(0, Ports.Count - 1));
            for (var opened = false; !opened || starts.Current < closes; opened = true)
            {
                var (from, bursts) = (starts.Current, new List<Burst>());
                for (; bursts.Count == 0 || (starts.Current < closes && OffsetMs(from) < SliceMs); starts.MoveNext())
                    bursts.Add(new Burst(OffsetMs(from), Sizes.Draw(sizes, call.BytesOut, call.SizeSigma)));
                yield return FlowScript.Complete(
                    new FlowObservation
                    {
                        At = options.StartAt.AddSeconds(from + LookUpSeconds),
                        Mac = device.Mac,
                        DestinationMac = HomeNetwork.RouterMac,
                        Source = new Endpoint(device.Ip, port),
                        Destination = new Endpoint(resolver.Address, call.Port),
                        Protocol = call.Protocol,
                        State = starts.Current < closes ? FlowState.Interim : FlowState.Ended,
                        Continues = opened,
                        FlowId = $"{device.Mac.ToHex()}-{number}-{connection}",
                        ServerName = call.Host,
                        DnsName = call.Host,
                        Bursts = bursts,
                    },
                    Sizes.Draw(sizes, call.BytesIn, call.SizeSigma) * (long)bursts.Count);
            }
        }

        int OffsetMs(double from) => (int)((starts.Current - from) * 1000);
    }
}
