using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Follows DHCP conversations: clients ask and name themselves, servers acknowledge, and a lease comes of both.</summary>
/// <remarks>
/// A client that nobody acknowledges within 10 s (its server's answers are not in the capture) is told all the same, with the
/// address it asked for if any, so that its name is not lost. A refusal (NAK) takes that address away.
/// </remarks>
internal sealed class DhcpClients(Action<Observation> sink, Action<string> count)
{
    private const int MaxClients = 16_384;
    private const long WaitMs = 10_000;

    private readonly Dictionary<MacAddress, Client> _clients = [];
    private readonly Queue<(MacAddress Mac, long AskedAtMs, long ClockMs)> _waiting = new();

    public void Add(ReadOnlySpan<byte> payload, long atMs, long clockMs)
    {
        if (!DhcpMessage.TryRead(payload, out var message))
        {
            count("bad-dhcp");
            return;
        }
        switch (message.Type)
        {
            case DhcpType.Discover or DhcpType.Request or DhcpType.Inform:
                Ask(message, atMs, clockMs);
                break;
            case DhcpType.Ack:
                Acknowledge(message, atMs);
                break;
            case DhcpType.Nak when _clients.TryGetValue(message.Client, out var refused):
                refused.Wanted = IpAddress.None;
                break;
            case DhcpType.Release when message.ClientAddress.IsKnown:
                Tell(message.Client, message.ClientAddress, atMs, _clients.GetValueOrDefault(message.Client), LeaseEvent.Release);
                break;
        }
    }

    /// <summary>Tells the clients that have waited long enough for an answer.</summary>
    public void Advance(long clockMs)
    {
        while (_waiting.TryPeek(out var next) && next.ClockMs + WaitMs <= clockMs)
        {
            _waiting.Dequeue();
            if (!_clients.TryGetValue(next.Mac, out var client) || client.AskedAtMs != next.AskedAtMs)
                continue;
            client.AskedAtMs = null;
            Tell(next.Mac, client.Wanted, next.AskedAtMs, client, LeaseEvent.Ack);
        }
    }

    private void Ask(in DhcpMessage message, long atMs, long clockMs)
    {
        if (!_clients.TryGetValue(message.Client, out var client))
        {
            if (_clients.Count == MaxClients)
            {
                count("dhcp-clients-forgotten");
                _clients.Clear();
                _waiting.Clear();
            }
            _clients[message.Client] = client = new Client();
        }
        client.HostName = WireText.Read(message.HostName) ?? client.HostName;
        client.MudUrl = WireText.Read(message.MudUrl) ?? client.MudUrl;
        client.Wanted = message.RequestedAddress.IsKnown ? message.RequestedAddress : message.ClientAddress;
        if (client.AskedAtMs is null)
        {
            client.AskedAtMs = atMs;
            _waiting.Enqueue((message.Client, atMs, clockMs));
        }
    }

    private void Acknowledge(in DhcpMessage message, long atMs)
    {
        var address = message.YourAddress.IsKnown ? message.YourAddress : message.ClientAddress;
        if (!_clients.TryGetValue(message.Client, out var client))
            client = new Client { HostName = WireText.Read(message.HostName) };
        client.AskedAtMs = null;
        Tell(message.Client, address, atMs, client, LeaseEvent.Ack);
    }

    private void Tell(MacAddress mac, IpAddress address, long atMs, Client? client, LeaseEvent happened) => sink(new LeaseObservation
    {
        At = CaptureTime.ToDateTime(atMs),
        Mac = mac,
        Address = address,
        HostName = client?.HostName,
        MudUrl = client?.MudUrl,
        Event = happened,
        Source = LeaseSource.Dhcp,
    });

    private sealed class Client
    {
        public string? HostName { get; set; }

        public string? MudUrl { get; set; }

        public IpAddress Wanted { get; set; }

        /// <summary>When the first unanswered question was asked.</summary>
        public long? AskedAtMs { get; set; }
    }
}
