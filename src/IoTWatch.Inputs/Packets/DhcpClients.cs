using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Joins the DHCP requests of clients with the answers of servers to lease observations.</summary>
/// <remarks>
/// If no server acknowledges a client within 10 s, for example because the answers are not in the capture, an
/// observation is published with the requested address, if any, so that the client's name is not lost. A NAK removes
/// that address.
/// </remarks>
internal sealed class DhcpClients(Action<Observation> sink, Action<string> count)
{
    private const int MaxClients = 16_384;
    private const long WaitMs = 10_000;

    private readonly Dictionary<MacAddress, Client> _clients = [];
    private readonly Queue<(MacAddress Mac, long RequestedAtMs, long ClockMs)> _unanswered = new();

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
                AddRequest(message, atMs, clockMs);
                break;
            case DhcpType.Ack:
                AddAck(message, atMs);
                break;
            case DhcpType.Nak when _clients.TryGetValue(message.Client, out var refused):
                refused.RequestedAddress = IpAddress.None;
                break;
            case DhcpType.Release when message.ClientAddress.IsKnown:
                Publish(message.Client, message.ClientAddress, atMs, _clients.GetValueOrDefault(message.Client),
                    LeaseEvent.Release);
                break;
        }
    }

    /// <summary>Publishes the clients whose requests have been unanswered for 10 s.</summary>
    public void Advance(long clockMs)
    {
        while (_unanswered.TryPeek(out var next) && next.ClockMs + WaitMs <= clockMs)
        {
            _unanswered.Dequeue();
            if (!_clients.TryGetValue(next.Mac, out var client) || client.RequestedAtMs != next.RequestedAtMs)
                continue;
            client.RequestedAtMs = null;
            Publish(next.Mac, client.RequestedAddress, next.RequestedAtMs, client, LeaseEvent.Ack);
        }
    }

    private void AddRequest(in DhcpMessage message, long atMs, long clockMs)
    {
        if (!_clients.TryGetValue(message.Client, out var client))
        {
            if (_clients.Count == MaxClients)
            {
                count("dhcp-clients-forgotten");
                _clients.Clear();
                _unanswered.Clear();
            }
            _clients[message.Client] = client = new Client();
        }
        client.HostName = WireText.Read(message.HostName) ?? client.HostName;
        client.MudUrl = WireText.Read(message.MudUrl) ?? client.MudUrl;
        client.RequestedAddress = message.RequestedAddress.IsKnown ? message.RequestedAddress : message.ClientAddress;
        if (client.RequestedAtMs is null)
        {
            client.RequestedAtMs = atMs;
            _unanswered.Enqueue((message.Client, atMs, clockMs));
        }
    }

    private void AddAck(in DhcpMessage message, long atMs)
    {
        var address = message.YourAddress.IsKnown ? message.YourAddress : message.ClientAddress;
        if (!_clients.TryGetValue(message.Client, out var client))
            client = new Client { HostName = WireText.Read(message.HostName) };
        client.RequestedAtMs = null;
        Publish(message.Client, address, atMs, client, LeaseEvent.Ack);
    }

    private void Publish(MacAddress mac, IpAddress address, long atMs, Client? client, LeaseEvent leaseEvent) =>
        sink(new LeaseObservation
        {
            At = CaptureTime.ToDateTime(atMs),
            Mac = mac,
            Address = address,
            HostName = client?.HostName,
            MudUrl = client?.MudUrl,
            Event = leaseEvent,
            Source = LeaseSource.Dhcp,
        });

    private sealed class Client
    {
        public string? HostName { get; set; }

        public string? MudUrl { get; set; }

        public IpAddress RequestedAddress { get; set; }

        /// <summary>The time of the first unanswered request.</summary>
        public long? RequestedAtMs { get; set; }
    }
}
