using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Decides from the first captured packet of a flow which endpoint opened it.</summary>
/// <remarks>
/// A SYN comes from the opener and a SYN-ACK goes to it. Otherwise the capture began in the middle of the flow, and the
/// sender counts as the opener, unless its port is a service port (below 1024, or a registered port that household
/// devices use) and the port of the receiver is higher and no service port. A group address is never the opener.
/// </remarks>
internal static class FlowDirection
{
    public static bool TryDecide(in Packet first, out bool senderOpened)
    {
        senderOpened = SenderOpened(first);
        if (IsGroup(senderOpened ? first.Source : first.Destination))
            senderOpened = !senderOpened;
        return !IsGroup(senderOpened ? first.Source : first.Destination);
    }

    private static bool SenderOpened(in Packet first)
    {
        if (first.IsTcp && (first.Flags & TcpFlags.Syn) != 0)
            return (first.Flags & TcpFlags.Ack) == 0;
        if (first.DestinationMac.IsMulticast)
            return true;
        if (!first.IsTcp && !first.IsUdp)
            return !IsEchoReply(first);
        return !(IsService(first.Source.Port) && !IsService(first.Destination.Port)
            && first.Destination.Port > first.Source.Port);
    }

    private static bool IsEchoReply(in Packet packet) => (TransportProtocol)packet.Protocol switch
    {
        TransportProtocol.Icmp => packet.IcmpType == 0,
        TransportProtocol.Icmpv6 => packet.IcmpType == 129,
        _ => false,
    };

    private static bool IsGroup(Endpoint end) => end.Address.IsMulticast || end.Address.IsBroadcast;

    private static bool IsService(ushort port) => port < 1024
        || port is 1194 or 1883 or 1900 or 3478 or 5060 or 5222 or 5223 or 5228 or 5353
            or 5683 or 5684 or 8009 or 8080 or 8443 or 8883;
}
