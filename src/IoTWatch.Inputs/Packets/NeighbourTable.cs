using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>
/// Reads pairs of IP and MAC address from ARP and IPv6 neighbour discovery and publishes them as leases.
/// </summary>
/// <remarks>
/// RFC 826 (the pair of the sender, in requests and replies) and RFC 4861 sections 4.3 and 4.4 (solicitation: source
/// address and option 1; advertisement: target and option 2; hop limit 255 proves a sender on this link). A pair is
/// published when it is new, when it has changed, and again after 10 minutes.
/// </remarks>
internal sealed class NeighbourTable(Action<Observation> sink, Action<string> count)
{
    private const int MaxNeighbours = 65_536;
    private const long RepeatMs = 600_000;

    private readonly Dictionary<IpAddress, (MacAddress Mac, long AtMs)> _published = [];

    public void AddArp(ReadOnlySpan<byte> message, long atMs)
    {
        // Ethernet (1), IPv4, address lengths 6 and 4, request or reply.
        if (message.Length < 28 || !message.StartsWith((ReadOnlySpan<byte>)[0, 1, 8, 0, 6, 4, 0])
            || message[7] is not (1 or 2))
        {
            count("bad-arp");
            return;
        }
        AddPair(IpAddress.FromV4(message[14..]), MacAddress.FromBytes(message[8..]), LeaseSource.Arp, atMs);
    }

    public void AddSolicitation(in Packet packet) => AddNdp(packet, packet.Source.Address, option: 1);

    public void AddAdvertisement(in Packet packet)
    {
        if (packet.Payload.Length >= 24)
            AddNdp(packet, IpAddress.FromV6(packet.Payload.Slice(8, 16)), option: 2);
    }

    private void AddNdp(in Packet packet, IpAddress address, int option)
    {
        if (packet.HopLimit != 255 || packet.Payload.Length < 24)
            return;
        for (var options = packet.Payload[24..]; options.Length >= 8 && options[1] > 0;)
        {
            if (options[0] == option && options[1] == 1)
            {
                AddPair(address, MacAddress.FromBytes(options[2..]), LeaseSource.Ndp, packet.AtMs);
                return;
            }
            options = options[Math.Min(options.Length, options[1] * 8)..];
        }
    }

    private void AddPair(IpAddress address, MacAddress mac, LeaseSource source, long atMs)
    {
        var unspecified = address.IsV4 ? address.V4 == 0 : !address.IsKnown;
        if (unspecified || address.IsMulticast || address.IsBroadcast || !mac.IsKnown || mac.IsMulticast)
            return;
        if (_published.TryGetValue(address, out var last) && last.Mac == mac && Math.Abs(atMs - last.AtMs) < RepeatMs)
            return;
        if (_published.Count == MaxNeighbours)
        {
            count("neighbours-forgotten");
            _published.Clear();
        }
        _published[address] = (mac, atMs);
        sink(new LeaseObservation { At = CaptureTime.ToDateTime(atMs), Mac = mac, Address = address, Source = source });
    }
}
