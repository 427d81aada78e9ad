using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace IoTWatch.Server.Bridge;

/// <summary>
/// The connection to an external broker: a persistent session whose messages are acknowledged after they are stored.
/// </summary>
/// <remarks>
/// MQTTnet 5 has no managed client, so one loop connects and subscribes, and nothing else does. A refused log-in does
/// not throw, so the reason code is checked. Packet ids belong to a connection, so each message carries the number of
/// its connection, and an acknowledgement for an older one is not sent. A message that could not be stored is not
/// acknowledged, and the connection is closed: brokers send a message again on a new connection only.
/// </remarks>
public sealed class ExternalBroker : IBroker, IAsyncDisposable
{
    private const int QueueLength = 65_536;

    private readonly BrokerOptions _options;
    private readonly Topics _topics;
    private readonly TelemetryIngest _ingest;
    private readonly ServiceStatus _status;
    private readonly ILogger _logger;
    private readonly SupervisedLoop _connectLoop;
    private readonly SupervisedLoop _acknowledgeLoop;
    private readonly Channel<ReceivedMessage> _received =
        Channel.CreateBounded<ReceivedMessage>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private IMqttClient? _client;
    private TaskCompletionSource<string?> _closed = NewSignal();
    private Task _running = Task.CompletedTask;
    private volatile int _epoch;
    private volatile int _attempt;
    private int _sessions;

    public ExternalBroker(
        BrokerOptions options, Topics topics, TelemetryIngest ingest, ServiceStatus status, LoopSupervisor supervisor,
        ILogger<ExternalBroker> logger)
    {
        (_options, _topics, _ingest, _status, _logger) = (options, topics, ingest, status, logger);
        _connectLoop = supervisor.Add("broker-connection", LoopBackoff.Remote);
        _acknowledgeLoop = supervisor.Add("acknowledge");
    }

    public string Name => "broker";

    public int Epoch => _epoch;

    public Action? EpochChanged { get; set; }

    public Action<string, byte[]>? RequestReceived { get; set; }

    private string Address => $"{_options.Host}:{_options.EffectivePort}";

    public void Start()
    {
        _status.ExternalBroker = new LinkStatus(LinkState.Connecting, Address);
        var client = _client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += OnMessage;
        client.DisconnectedAsync += _ =>
        {
            _closed.TrySetResult("the connection was lost");
            return Task.CompletedTask;
        };
        var clientOptions = ExternalBrokerSession.Options(_options, _topics);
        _running = Task.WhenAll(
            _connectLoop.RunAsync(
                token => ConnectAsync(client, clientOptions, token),
                token => WaitUntilClosedAsync(client, token), _stop.Token),
            _acknowledgeLoop.RunAsync(
                AcknowledgeAsync, token => _received.Reader.WaitToReadAsync(token).AsTask(), _stop.Token));
    }

    public async Task<bool> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancel)
    {
        if (_client is not { } client || _epoch == 0)
            return false;
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new(payload),
            Retain = retain,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        try
        {
            // "No matching subscribers" is a success: what matters is retained or in the change log.
            var result = await client.PublishAsync(message, cancel).ConfigureAwait(false);
            if (result.IsSuccess)
                return true;
            _logger.PublishRefused(topic, result.ReasonCode.ToString());
            SetMisconfigured($"{_options.Host} refuses {topic}: {result.ReasonCode}; check its access list");
            return true;
        }
        catch (Exception error) when (IsConnectionLoss(error))
        {
            return false;
        }
    }

    /// <summary>
    /// Publishes <c>offline</c> and disconnects; the broker keeps the session, and with it later telemetry.
    /// </summary>
    public async Task StopAsync()
    {
        if (_client is not { } client)
            return;
        await PublishAsync(_topics.State, "offline"u8.ToArray(), retain: true, CancellationToken.None)
            .ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        _client = null;
        _epoch = 0;
        _received.Writer.TryComplete();
        try
        {
            await DisconnectAsync(client, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (IsConnectionLoss(error) || error is InvalidOperationException)
        {
            // There is no connection.
        }
        await _running.ConfigureAwait(false);
        client.Dispose();
        _status.ExternalBroker = LinkStatus.Off;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _connectLoop.Dispose();
        _acknowledgeLoop.Dispose();
        _stop.Dispose();
    }

    /// <exception cref="IOException">There is no connection, with the reason.</exception>
    private async Task ConnectAsync(IMqttClient client, MqttClientOptions clientOptions, CancellationToken stop)
    {
        try
        {
            if (client.IsConnected)
                await DisconnectAsync(client, stop).ConfigureAwait(false);
            _closed = NewSignal();
            // Increased before connecting: a persistent session delivers at once, and each message carries this number.
            _attempt++;
            var connected = await client.ConnectAsync(clientOptions, stop).ConfigureAwait(false);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
                Refuse(
                    $"{_options.Host} refuses the log-in: {connected.ResultCode}; check broker.user "
                    + "and broker.password");
            if (_sessions++ > 0 && !connected.IsSessionPresent)
            {
                _status.Ingest.CountSessionLost();
                _logger.SessionLost(_options.Host!);
            }
            await SubscribeAsync(client, stop).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not RefusedException && !stop.IsCancellationRequested)
        {
            // Sockets, TLS and the client throw many types; each means that there is no connection.
            throw Down(error.GetBaseException().Message);
        }
        _epoch = _attempt;
        if (_status.ExternalBroker.State != LinkState.Up)
            _logger.BrokerConnected(_options.Host!, _options.EffectivePort);
        _status.ExternalBroker = new LinkStatus(LinkState.Up, Address);
        EpochChanged?.Invoke();
    }

    private async Task SubscribeAsync(IMqttClient client, CancellationToken stop)
    {
        var subscribed = await client
            .SubscribeAsync(ExternalBrokerSession.Subscriptions(_topics), stop).ConfigureAwait(false);
        if (subscribed.Items.FirstOrDefault(item => (int)item.ResultCode >= 0x80) is { } item)
            Refuse($"{_options.Host} refuses the subscription to {item.TopicFilter.Topic}: {item.ResultCode}; "
                + "check its access list");
    }

    /// <summary>Ends when the service gave the connection up; throws when it was lost.</summary>
    private async Task WaitUntilClosedAsync(IMqttClient client, CancellationToken stop)
    {
        var reason = await _closed.Task.WaitAsync(stop).ConfigureAwait(false);
        _epoch = 0;
        if (reason is not null)
            throw Down(reason);
        await DisconnectAsync(client, stop).ConfigureAwait(false);
    }

    private IOException Down(string reason)
    {
        _epoch = 0;
        _status.ExternalBroker = new LinkStatus(LinkState.Down, $"{Address}: {reason}");
        return new IOException($"{Address}: {reason}");
    }

    [DoesNotReturn]
    private void Refuse(string reason)
    {
        SetMisconfigured(reason);
        throw new RefusedException(reason);
    }

    private void SetMisconfigured(string reason) =>
        _status.ExternalBroker = new LinkStatus(LinkState.Misconfigured, reason);

    private async Task OnMessage(MqttApplicationMessageReceivedEventArgs e)
    {
        e.AutoAcknowledge = false;
        var message = e.ApplicationMessage;
        var outcome = Handle(message);
        // The receive maximum bounds the queue at QoS 1. At QoS 0 nothing does, so a full queue blocks the receiver.
        if (outcome.IsCompletedSuccessfully && message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce)
            return;
        await _received.Writer.WriteAsync(new ReceivedMessage(e, _attempt, outcome)).ConfigureAwait(false);
    }

    private Task<IngestOutcome> Handle(MqttApplicationMessage message)
    {
        if (_topics.TryReadSensorState(message.Topic, out var sensor))
            _ingest.SetSensorState(sensor, message.Payload);
        else if (!_topics.TryReadRequest(message.Topic, out var verb))
            return _ingest.StoreAsync(message.Topic, message.Payload, message.Retain);
        else if (message.Retain)
            _status.Ingest.CountDropped("retained");
        else
            RequestReceived?.Invoke(verb, message.Payload.ToArray());
        return Task.FromResult(IngestOutcome.Discarded);
    }

    /// <summary>Acknowledges the received messages in their order, each after it was stored.</summary>
    /// <exception cref="IOException">One was not stored; it is received again on the next connection.</exception>
    private async Task AcknowledgeAsync(CancellationToken stop)
    {
        while (_received.Reader.TryRead(out var received))
        {
            var outcome = await received.Outcome.ConfigureAwait(false);
            if (received.Epoch != _attempt)
                continue;
            if (outcome == IngestOutcome.Refused)
            {
                _closed.TrySetResult(null);
                throw new IOException("telemetry could not be stored; it stays with the broker until it can");
            }
            await AcknowledgeAsync(received, stop).ConfigureAwait(false);
            _acknowledgeLoop.Succeeded();
        }
    }

    private async Task AcknowledgeAsync(ReceivedMessage received, CancellationToken stop)
    {
        try
        {
            await received.Message.AcknowledgeAsync(stop).ConfigureAwait(false);
        }
        catch (Exception) when (received.Epoch != _attempt || _closed.Task.IsCompleted || _client?.IsConnected != true)
        {
            // The connection is lost: the broker sends the message again, and its sequence number shows the repetition.
        }
        catch
        {
            // Unacknowledged on an open connection it would never come again.
            _closed.TrySetResult(null);
            throw;
        }
    }

    private static Task DisconnectAsync(IMqttClient client, CancellationToken stop)
    {
        var options = new MqttClientDisconnectOptions { SessionExpiryInterval = ExternalBrokerSession.ExpirySeconds };
        return client.DisconnectAsync(options, stop);
    }

    private static bool IsConnectionLoss(Exception error) =>
        error is MqttCommunicationException or MqttClientNotConnectedException or MqttClientDisconnectedException;

    private static TaskCompletionSource<string?> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The broker refuses the log-in or a subscription.</summary>
    private sealed class RefusedException(string reason) : IOException(reason);
}
