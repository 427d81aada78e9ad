using System.Buffers;
using System.Threading.Channels;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace IoTWatch.Server.Bridge;

/// <summary>The link to a broker elsewhere: a persistent session, and each message acknowledged only after it is in the journal.</summary>
/// <remarks>
/// MQTTnet 5 has no managed client: one task connects, subscribes and waits; nobody else connects. A refused log-in does not
/// throw, so the reason code is checked. Packet ids belong to a connection, so each message carries the epoch of its own and
/// an acknowledgement for an older one is not sent. A message that could not be written is not acknowledged, and the
/// connection is given up: brokers send again only to a new one.
/// </remarks>
public sealed class ExternalBroker(
    BrokerOptions options, Topics topics, TelemetryIngest ingest, ServiceStatus status, TimeProvider time, ILogger<ExternalBroker> logger) : IBroker, IAsyncDisposable
{
    private const int QueuedAtMost = 65_536;

    private readonly Channel<ReceivedMessage> _received = Channel.CreateBounded<ReceivedMessage>(new BoundedChannelOptions(QueuedAtMost) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff = new(Random.Shared);
    private IMqttClient? _client;
    private TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private volatile int _epoch;
    private volatile int _attempt;
    private int _sessions;

    public string Name => "broker";

    public int Epoch => _epoch;

    public Action? EpochChanged { get; set; }

    public Action<string, byte[]>? RequestReceived { get; set; }

    public void Start()
    {
        status.ExternalBroker = new LinkStatus(LinkState.Connecting, $"{options.Host}:{options.EffectivePort}");
        var client = _client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += OnMessage;
        client.DisconnectedAsync += _ =>
        {
            _lost.TrySetResult();
            return Task.CompletedTask;
        };
        _running = Task.WhenAll(ConnectAgainAndAgainAsync(client, _stop.Token), AcknowledgeAsync());
    }

    public async Task<bool> PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancel)
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
            // "No matching subscribers" is a success to us: what matters is retained or in the change log.
            var result = await client.PublishAsync(message, cancel).ConfigureAwait(false);
            if (result.IsSuccess)
                return true;
            logger.PublishRefused(topic, result.ReasonCode.ToString());
            status.ExternalBroker = new LinkStatus(LinkState.Misconfigured, $"{options.Host} refuses {topic}: {result.ReasonCode}; check its access list");
            return true;
        }
        catch (Exception error) when (error is MqttCommunicationException or MqttClientNotConnectedException or MqttClientDisconnectedException)
        {
            return false;
        }
    }

    /// <summary>Says good-bye, keeping the session: the broker holds telemetry for us until we come back.</summary>
    public async Task StopAsync()
    {
        if (_client is not { } client)
            return;
        await PublishAsync(topics.State, "offline"u8.ToArray(), retain: true, CancellationToken.None).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        _client = null;
        _epoch = 0;
        _received.Writer.TryComplete();
        try
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = ExternalBrokerSession.ExpirySeconds }).ConfigureAwait(false);
        }
        catch (Exception error) when (error is MqttCommunicationException or MqttClientNotConnectedException or InvalidOperationException)
        {
            // Gone already.
        }
        await _running.ConfigureAwait(false);
        client.Dispose();
        status.ExternalBroker = LinkStatus.Off;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ConnectAgainAndAgainAsync(IMqttClient client, CancellationToken stop)
    {
        await Task.Yield();
        var clientOptions = ExternalBrokerSession.Options(options, topics);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (await ConnectAsync(client, clientOptions, stop).ConfigureAwait(false))
                {
                    await _lost.Task.WaitAsync(stop).ConfigureAwait(false);
                    Down("the connection was lost");
                }
                if (client.IsConnected)
                    await client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = ExternalBrokerSession.ExpirySeconds }, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Sockets, TLS and the client throw many kinds; each means the same here: say so and try again.
            catch (Exception error)
            {
                Down(error.GetBaseException().Message);
            }
#pragma warning restore CA1031
            try
            {
                await Task.Delay(_backoff.Next(), time, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> ConnectAsync(IMqttClient client, MqttClientOptions clientOptions, CancellationToken stop)
    {
        // Before connecting: a persistent session delivers at once, and each message must carry this connection's number.
        _attempt++;
        var connected = await client.ConnectAsync(clientOptions, stop).ConfigureAwait(false);
        if (connected.ResultCode != MqttClientConnectResultCode.Success)
        {
            status.ExternalBroker = new LinkStatus(LinkState.Misconfigured, $"{options.Host} refuses the log-in: {connected.ResultCode}; check broker.user and broker.password");
            logger.LoginRefused(options.Host!, connected.ResultCode.ToString());
            return false;
        }
        if (_sessions++ > 0 && !connected.IsSessionPresent)
        {
            status.Ingest.CountSessionLost();
            logger.SessionLost(options.Host!);
        }
        var subscribed = await client.SubscribeAsync(ExternalBrokerSession.Subscriptions(topics), stop).ConfigureAwait(false);
        if (subscribed.Items.FirstOrDefault(item => (int)item.ResultCode >= 0x80) is { } refused)
        {
            status.ExternalBroker = new LinkStatus(LinkState.Misconfigured, $"{options.Host} refuses the subscription to {refused.TopicFilter.Topic}: {refused.ResultCode}; check its access list");
            logger.SubscriptionRefused(refused.TopicFilter.Topic, refused.ResultCode.ToString());
            return false;
        }
        _epoch = _attempt;
        _backoff.Reset();
        status.ExternalBroker = new LinkStatus(LinkState.Up, $"{options.Host}:{options.EffectivePort}");
        logger.BrokerConnected(options.Host!, options.EffectivePort);
        EpochChanged?.Invoke();
        return true;
    }

    private void Down(string reason)
    {
        _epoch = 0;
        if (_stop.IsCancellationRequested)
            return;
        if (status.ExternalBroker.State == LinkState.Up)
            logger.BrokerLost(options.Host!, reason);
        status.ExternalBroker = new LinkStatus(LinkState.Down, $"{options.Host}:{options.EffectivePort}: {reason}");
    }

    private async Task OnMessage(MqttApplicationMessageReceivedEventArgs e)
    {
        e.AutoAcknowledge = false;
        var message = e.ApplicationMessage;
        var fate = topics.TryReadSensorState(message.Topic, out var sensor)
            ? TakeState(sensor, message)
            : topics.TryReadRequest(message.Topic, out var verb)
            ? TakeRequest(verb, message)
            : ingest.TakeAsync(message.Topic, message.Payload, message.Retain);
        // The receive maximum bounds what waits here at QoS 1. At QoS 0 nothing does, so a full queue holds the receiver up.
        if (fate.IsCompletedSuccessfully && message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce)
            return;
        await _received.Writer.WriteAsync(new ReceivedMessage(e, _attempt, fate)).ConfigureAwait(false);
    }

    private Task<IngestOutcome> TakeState(string sensor, MqttApplicationMessage message)
    {
        ingest.TakeState(sensor, message.Payload);
        return Task.FromResult(IngestOutcome.Discarded);
    }

    private Task<IngestOutcome> TakeRequest(string verb, MqttApplicationMessage message)
    {
        if (message.Retain)
            status.Ingest.CountDropped("retained");
        else
            RequestReceived?.Invoke(verb, message.Payload.ToArray());
        return Task.FromResult(IngestOutcome.Discarded);
    }

    private async Task AcknowledgeAsync()
    {
        await foreach (var received in _received.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            var fate = await received.Fate.ConfigureAwait(false);
            if (received.Epoch != _attempt)
                continue;
            if (fate == IngestOutcome.Refused)
            {
                _lost.TrySetResult();
                continue;
            }
            try
            {
                await received.Message.AcknowledgeAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is MqttCommunicationException or MqttClientNotConnectedException or OperationCanceledException or ObjectDisposedException)
            {
                // The connection is gone and the broker sends it again; the sequence number tells that it is a repeat.
            }
        }
    }
}
