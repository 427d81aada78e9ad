using System.Buffers;
using System.Collections;
using System.Net;
using System.Net.Sockets;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace IoTWatch.Server.Bridge;

/// <summary>The MQTT broker inside the service: stores telemetry in the journal before it acknowledges it.</summary>
/// <remarks>
/// MQTTnet.Server awaits <c>InterceptingPublishAsync</c> before it acknowledges, so the acknowledgement follows the
/// write to disk; a handler that throws closes the connection without one. A connection has one message in the
/// handler at a time, so group commits happen across connections. It listens on loopback only, because there is no
/// log-in. It is meant for sensors and readers on this machine; anything more needs a real broker.
/// </remarks>
public sealed class EmbeddedBroker(
    EmbeddedBrokerOptions options, Topics topics, TelemetryIngest ingest, ServiceStatus status,
    ILogger<EmbeddedBroker> logger) : IBroker, IAsyncDisposable
{
    // Identifies the service's own messages; a client may use the same client id.
    private readonly Hashtable _own = [];
    private MqttServer? _server;

    public string Name => "embedded";

    public int Epoch { get; private set; }

    public Action? EpochChanged { get; set; }

    public Action<string, byte[]>? RequestReceived { get; set; }

    /// <exception cref="StartRefusedException">The port is taken, or may not be used.</exception>
    public async Task StartAsync()
    {
        var factory = new MqttServerFactory();
        var serverOptions = factory.CreateServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointPort(options.Port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithMaxPendingMessagesPerClient(options.MaxPendingMessages)
            // The other strategy keeps every dropped packet in memory forever.
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropNewMessage)
            .WithPersistentSessions()
            .Build();
        // With address reuse a second broker could share the port, and each would get half of the telemetry.
        serverOptions.DefaultEndpointOptions.ReuseAddress = false;
        var server = factory.CreateMqttServer(serverOptions, [new NamingServerAdapter()]);
        server.ValidatingConnectionAsync += OnConnect;
        server.InterceptingPublishAsync += OnPublish;
        try
        {
            await server.StartAsync().ConfigureAwait(false);
        }
        catch (SocketException error)
        {
            server.Dispose();
            throw new StartRefusedException(
                error.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"embedded_broker.port: port {options.Port} on 127.0.0.1 is taken by another program. "
                        + "If that is a broker such as Mosquitto, use it: set broker.host to 127.0.0.1 "
                        + $"(and broker.port to {options.Port}). Otherwise choose another embedded_broker.port"
                    : $"embedded_broker.port: 127.0.0.1:{options.Port} cannot be used: {error.Message}",
                error);
        }
        _server = server;
        Epoch = 1;
        status.EmbeddedBroker = new LinkStatus(LinkState.Up, $"127.0.0.1:{options.Port}");
        logger.BrokerListens(options.Port);
        EpochChanged?.Invoke();
    }

    public async Task<bool> PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool retain,
        CancellationToken cancel)
    {
        if (_server is not { } server)
            return false;
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new(payload),
            Retain = retain,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        await server.InjectApplicationMessage(
            new InjectedMqttApplicationMessage(message) { SenderClientId = "iotwatch", CustomSessionItems = _own },
            cancel).ConfigureAwait(false);
        return true;
    }

    /// <summary>Closes every connection and stops listening.</summary>
    public async Task StopAsync()
    {
        if (_server is not { } server)
            return;
        _server = null;
        Epoch = 0;
        await server.StopAsync().ConfigureAwait(false);
        server.Dispose();
        status.EmbeddedBroker = LinkStatus.Off;
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private Task OnConnect(ValidatingConnectionEventArgs e)
    {
        // MQTTnet refuses a client without an id unless one is assigned.
        if (string.IsNullOrEmpty(e.ClientId))
            e.AssignedClientIdentifier = $"anonymous-{Guid.NewGuid():N}";
        return Task.CompletedTask;
    }

    private async Task OnPublish(InterceptingPublishEventArgs e)
    {
        if (ReferenceEquals(e.SessionItems, _own))
            return;
        var message = e.ApplicationMessage;
        if (topics.IsIngest(message.Topic))
        {
            e.ProcessPublish = false;
            var outcome = await ingest.StoreAsync(message.Topic, message.Payload, message.Retain).ConfigureAwait(false);
            SetResponse(e, outcome);
        }
        else if (topics.IsReserved(message.Topic))
        {
            e.ProcessPublish = false;
            status.Ingest.CountDropped("forged-topic");
            e.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
        }
        else if (topics.TryReadRequest(message.Topic, out var verb))
        {
            // Only the service answers requests; a retained one is old.
            e.ProcessPublish = false;
            if (message.Retain)
                status.Ingest.CountDropped("retained");
            else
                RequestReceived?.Invoke(verb, message.Payload.ToArray());
        }
        else if (topics.TryReadSensorState(message.Topic, out var sensor))
        {
            ingest.SetSensorState(sensor, message.Payload);
        }
    }

    private static void SetResponse(InterceptingPublishEventArgs e, IngestOutcome outcome)
    {
        if (outcome == IngestOutcome.Discarded)
        {
            e.Response.ReasonCode = MqttPubAckReasonCode.PayloadFormatInvalid;
        }
        else if (outcome == IngestOutcome.Refused)
        {
            // MQTT 3.1.1 has no negative acknowledgement: close the connection instead.
            e.CloseConnection = true;
            e.Response.ReasonCode = MqttPubAckReasonCode.QuotaExceeded;
        }
    }
}
