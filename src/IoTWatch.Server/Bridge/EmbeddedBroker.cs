using System.Buffers;
using System.Collections;
using System.Net;
using System.Net.Sockets;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace IoTWatch.Server.Bridge;

/// <summary>The MQTT broker inside the service: telemetry goes to the journal before its PUBACK, everything else is ordinary MQTT.</summary>
/// <remarks>
/// MQTTnet.Server awaits <c>InterceptingPublishAsync</c> before it acknowledges, so the acknowledgement follows the durable
/// write; a handler that throws closes the connection without one. One connection has one message in the handler at a time:
/// the group commit works across connections. Loopback only, because nobody logs in. Its limits are stated in
/// docs: it serves this machine's sensors and readers; anything more uses a real broker.
/// </remarks>
public sealed class EmbeddedBroker(
    EmbeddedBrokerOptions options, Topics topics, TelemetryIngest ingest, ServiceStatus status, ILogger<EmbeddedBroker> logger) : IBroker, IAsyncDisposable
{
    // How the interceptor knows our own messages from a client that took our name.
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
            // The other strategy keeps every dropped packet in memory for ever.
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropNewMessage)
            .WithPersistentSessions()
            .Build();
        // With address reuse a second broker could share our port, and each would get half of the telemetry.
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
                    ? $"embedded_broker.port: port {options.Port} on 127.0.0.1 is taken by another program. If that is a broker such as Mosquitto, use it: set broker.host to 127.0.0.1 (and broker.port to {options.Port}). Otherwise choose another embedded_broker.port"
                    : $"embedded_broker.port: 127.0.0.1:{options.Port} cannot be used: {error.Message}",
                error);
        }
        _server = server;
        Epoch = 1;
        status.EmbeddedBroker = new LinkStatus(LinkState.Up, $"127.0.0.1:{options.Port}");
        logger.BrokerListens(options.Port);
        EpochChanged?.Invoke();
    }

    public async Task<bool> PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancel)
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
            new InjectedMqttApplicationMessage(message) { SenderClientId = "iotwatch", CustomSessionItems = _own }, cancel).ConfigureAwait(false);
        return true;
    }

    /// <summary>Stops taking telemetry and closes every connection.</summary>
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
        // MQTTnet refuses a client without an id unless it is given one.
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
            Answer(e, await ingest.TakeAsync(message.Topic, message.Payload, message.Retain).ConfigureAwait(false));
        }
        else if (topics.IsOurs(message.Topic))
        {
            e.ProcessPublish = false;
            status.Ingest.CountDropped("forged-topic");
            e.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
        }
        else if (topics.TryReadRequest(message.Topic, out var verb))
        {
            // Nobody but us is asked, and what is retained was asked of somebody else long ago.
            e.ProcessPublish = false;
            if (message.Retain)
                status.Ingest.CountDropped("retained");
            else
                RequestReceived?.Invoke(verb, message.Payload.ToArray());
        }
        else if (topics.TryReadSensorState(message.Topic, out var sensor))
        {
            ingest.TakeState(sensor, message.Payload);
        }
    }

    private static void Answer(InterceptingPublishEventArgs e, IngestOutcome outcome)
    {
        if (outcome == IngestOutcome.Discarded)
        {
            e.Response.ReasonCode = MqttPubAckReasonCode.PayloadFormatInvalid;
        }
        else if (outcome == IngestOutcome.Refused)
        {
            // An MQTT 3.1.1 publisher cannot be told no and would take the acknowledgement for a yes: close instead.
            e.CloseConnection = true;
            e.Response.ReasonCode = MqttPubAckReasonCode.QuotaExceeded;
        }
    }
}
