using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Creates the automatic, regular calls of devices.</summary>
internal static class HeartbeatCalls
{
    /// <summary>Returns the call of a published heartbeat.</summary>
    /// <remarks>
    /// Jitter U(0.2 %, 2 %), one size per channel, LU(200, 1,500) bytes out and LU(60, 1,500) in; 0.3 % of the
    /// connections go unanswered.
    /// </remarks>
    public static Call OfPublished(PublishedHeartbeat beat, SeededRandom draw, IReadOnlyList<IpAddress> addresses)
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
            Starts = (rng, from) => ArrivalTimes.Heartbeat(rng, beat.PeriodSeconds, jitter, from),
        };
    }

    /// <summary>
    /// Returns a UDP keep-alive with a relay whose address is built in, as cameras use for remote access.
    /// </summary>
    /// <remarks>Period U(20, 60) s, jitter 2 %; the address changes about every 45 days.</remarks>
    public static Call UdpRelay(SeededRandom draw)
    {
        var period = draw.Uniform(20, 60);
        return new Call
        {
            Addresses = [ExternalAddresses.Unnamed(draw)],
            AddressHours = draw.Uniform(30, 60) * 24,
            Protocol = TransportProtocol.Udp,
            Port = 10_001,
            LongConnection = true,
            ConnectionHours = 40,
            BytesOut = 48,
            BytesIn = 48,
            Retries = true,
            Starts = (rng, from) => ArrivalTimes.Heartbeat(rng, period, .02, from),
        };
    }
}
