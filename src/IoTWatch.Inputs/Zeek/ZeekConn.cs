using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Converts rows of conn logs, and rows of ssl and http logs without a conn row, to flows.</summary>
/// <remarks>
/// One row is one record without bursts, however long the connection was. Bytes are <c>*_ip_bytes</c>, or else those of
/// the payload. Conn states (Zeek's <c>base/protocols/conn/main.zeek</c>): S0 and SH (SYN then FIN, no answer) are
/// unanswered, REJ and RST* resets, SF ended, the others established.
/// </remarks>
internal static class ZeekConn
{
    public static FlowObservation? Read(in ZeekRow row, UidFacts? facts)
    {
        if (!TryEndpoints(row, out var at, out var source, out var destination))
            return null;
        var protocol = Protocol(row[ZeekField.Proto], source.Address);
        if (protocol is not (TransportProtocol.Tcp or TransportProtocol.Udp))
        {
            // For ICMP, Zeek's "ports" are type and code.
            source = source with { Port = 0 };
            destination = destination with { Port = 0 };
        }
        if (!TryDuration(row, out var durationMs)
            || !TryBytes(row, ZeekField.OrigIpBytes, ZeekField.OrigBytes, out var bytesOut)
            || !TryBytes(row, ZeekField.RespIpBytes, ZeekField.RespBytes, out var bytesIn)
            || !TryCount(row[ZeekField.OrigPackets], out var packetsOut)
            || !TryCount(row[ZeekField.RespPackets], out var packetsIn)
            || !TryMac(row[ZeekField.OrigMac], out var mac)
            || !TryMac(row[ZeekField.RespMac], out var destinationMac))
            return null;
        return new FlowObservation
        {
            At = at,
            Mac = mac,
            DestinationMac = destinationMac,
            Source = source,
            Destination = destination,
            Protocol = protocol,
            DurationMs = durationMs,
            BytesOut = bytesOut,
            BytesIn = bytesIn,
            PacketsOut = packetsOut,
            PacketsIn = packetsIn,
            State = State(row[ZeekField.State]),
            ServerName = facts?.ServerName,
            HttpHost = facts?.HttpHost,
        };
    }

    /// <summary>
    /// Converts a row of ssl or http without a conn row; later rows of the same connection continue its flow.
    /// </summary>
    public static FlowObservation? ReadWithoutConn(in ZeekRow row, string? uid, string? serverName, string? httpHost,
        bool continues)
    {
        if (!TryEndpoints(row, out var at, out var source, out var destination)
            || !TryCount(row[ZeekField.RequestBytes], out var bytesOut)
            || !TryCount(row[ZeekField.ResponseBytes], out var bytesIn))
            return null;
        return new FlowObservation
        {
            At = at,
            Source = source,
            Destination = destination,
            Protocol = row[ZeekField.Proto].SequenceEqual("udp"u8) ? TransportProtocol.Udp : TransportProtocol.Tcp,
            BytesOut = bytesOut,
            BytesIn = bytesIn,
            FlowId = uid,
            Continues = continues,
            ServerName = serverName,
            HttpHost = httpHost,
            Bursts = continues ? [new Burst(0, (int)Math.Min(bytesOut, int.MaxValue))] : [],
        };
    }

    public static bool TryDuration(in ZeekRow row, out int milliseconds)
    {
        milliseconds = 0;
        var text = row[ZeekField.Duration];
        if (text.IsEmpty)
            return true;
        if (!Utf8Values.TrySeconds(text, out var ticks))
            return false;
        milliseconds = (int)Math.Min(ticks / TimeSpan.TicksPerMillisecond, int.MaxValue);
        return true;
    }

    private static bool TryEndpoints(in ZeekRow row, out DateTime at, out Endpoint source, out Endpoint destination)
    {
        source = destination = default;
        if (!Utf8Values.TryTime(row[ZeekField.Time], out at)
            || !Utf8Values.TryAddress(row[ZeekField.OrigHost], out var from)
                || !TryPort(row[ZeekField.OrigPort], out var fromPort)
            || !Utf8Values.TryAddress(row[ZeekField.RespHost], out var to)
                || !TryPort(row[ZeekField.RespPort], out var toPort))
            return false;
        source = new Endpoint(from, fromPort);
        destination = new Endpoint(to, toPort);
        return true;
    }

    private static bool TryPort(ReadOnlySpan<byte> text, out ushort port)
    {
        port = 0;
        return text.IsEmpty || Utf8Values.TryPort(text, out port);
    }

    private static bool TryCount(ReadOnlySpan<byte> text, out long count)
    {
        count = 0;
        return text.IsEmpty || Utf8Values.TryCount(text, out count);
    }

    private static bool TryBytes(in ZeekRow row, ZeekField atIp, ZeekField ofPayload, out long bytes) =>
        TryCount(row[atIp].IsEmpty ? row[ofPayload] : row[atIp], out bytes);

    private static bool TryMac(ReadOnlySpan<byte> text, out MacAddress mac)
    {
        mac = default;
        return text.IsEmpty || Utf8Values.TryMac(text, out mac);
    }

    private static TransportProtocol Protocol(ReadOnlySpan<byte> name, IpAddress source)
    {
        if (name.SequenceEqual("tcp"u8))
            return TransportProtocol.Tcp;
        if (name.SequenceEqual("udp"u8))
            return TransportProtocol.Udp;
        if (!name.StartsWith("icmp"u8))
            return TransportProtocol.Other;
        return source.IsV4 ? TransportProtocol.Icmp : TransportProtocol.Icmpv6;
    }

    private static FlowState State(ReadOnlySpan<byte> state)
    {
        if (state.SequenceEqual("SF"u8))
            return FlowState.Ended;
        if (state.SequenceEqual("S0"u8) || state.SequenceEqual("SH"u8))
            return FlowState.Unanswered;
        return state.StartsWith("RST"u8) || state.SequenceEqual("REJ"u8) ? FlowState.Reset : FlowState.Established;
    }
}
