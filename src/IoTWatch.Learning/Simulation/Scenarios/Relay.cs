using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A keep-alive over UDP with a relay whose address is built in, as cameras hold to be reached from outside: every U(20, 60) s, jitter 2 %; the address changes about every 45 days.</summary>
internal static class Relay
{
    public static Call Of(SeededRandom draw)
    {
        var period = draw.Uniform(20, 60);
        return new Call
        {
            Addresses = [Outside.Stranger(draw)],
            AddressHours = draw.Uniform(30, 60) * 24,
            Protocol = TransportProtocol.Udp,
            Port = 10_001,
            LongConnection = true,
            ConnectionHours = 40,
            BytesOut = 48,
            BytesIn = 48,
            Retries = true,
            Starts = (rng, from) => Habits.Heartbeat(rng, period, .02, from),
        };
    }
}
