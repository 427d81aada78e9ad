using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Makes the call of a published heartbeat.</summary>
/// <remarks>Jitter U(0.2 %, 2 %), one size per channel, LU(200, 1,500) bytes out and LU(60, 1,500) in; 0.3 % of the connections go unanswered.</remarks>
internal static class Heartbeats
{
    public static Call Of(PublishedBeat beat, SeededRandom draw, IReadOnlyList<IpAddress> addresses)
    {
        var jitter = draw.Uniform(.002, .02);
        var ntp = beat.Kind == "ntp";
        return new Call
        {
            Host = beat.Host,
            Addresses = addresses,
            Protocol = ntp ? TransportProtocol.Udp : TransportProtocol.Tcp,
            Port = (ushort)(ntp ? 123 : beat.Kind == "mqtt" ? 8883 : 443),
            LongConnection = beat.Kind == "mqtt",
            Unanswered = beat.Kind == "tcp" ? .003 : 0,
            BytesOut = ntp ? 48 : (int)draw.LogUniform(200, 1_500),
            BytesIn = ntp ? 48 : (int)draw.LogUniform(60, 1_500),
            Starts = (rng, from) => Habits.Heartbeat(rng, beat.PeriodSeconds, jitter, from),
        };
    }
}
