using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace IoTWatch.Server.Sensors;

/// <summary>
/// A sensor that sends a timeline of observations to a broker: QoS 1, in order, numbered, with a state topic that
/// tells when it is gone.
/// </summary>
/// <remarks>
/// Topics and payloads: contracts, "MQTT". Messages are newline-delimited JSON of one kind, up to 200 KiB; a change
/// of kind ends a message, and one message is acknowledged before the next is sent, so the reader sees the timeline's
/// own order. Sequence numbers start at 1 for each sensor id: a second run needs another id, or its events count as
/// repeated.
/// </remarks>
public sealed class TelemetryPublisher : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TelemetryBatch _batch = new();
    private readonly BrokerAddress _broker;
    private readonly TimeProvider _time;
    private long _sequence;

    private TelemetryPublisher(BrokerAddress broker, string sensorId, TimeProvider time)
    {
        (_broker, SensorId, _time) = (broker, sensorId, time);
    }

    public string SensorId { get; }

    public long EventsSent { get; private set; }

    public long MessagesSent { get; private set; }

    private string StateTopic => $"{_broker.BaseTopic}/sensor/{SensorId}/state";

    /// <exception cref="IOException">
    /// The broker cannot be reached or refuses; the message says which and why.
    /// </exception>
    public static async Task<TelemetryPublisher> ConnectAsync(BrokerAddress broker, string sensorId,
        TimeProvider time, CancellationToken cancellation)
    {
        var publisher = new TelemetryPublisher(broker, sensorId, time);
        try
        {
            await publisher.ConnectAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            publisher._client.Dispose();
            throw;
        }
        return publisher;
    }

    /// <summary>Sends the timeline; with <paramref name="speed"/> no event is sent before its time has come.</summary>
    /// <param name="speed">Event seconds per second; null = as fast as the broker takes them.</param>
    /// <param name="onEvent">Told the event time after each event that was handed over.</param>
    /// <exception cref="IOException">The broker went away or refused a message.</exception>
    public async Task PublishAsync(IEnumerable<Observation> timeline, double? speed, Action<DateTime>? onEvent,
        CancellationToken cancellation)
    {
        var startedAt = _time.GetTimestamp();
        DateTime? firstAt = null;
        foreach (var observation in timeline)
        {
            if (TelemetryCodec.KindOf(observation) is not { } kind)
                continue;
            firstAt ??= observation.At;
            if (speed is { } times)
            {
                var wait = (observation.At - firstAt.Value) / times - _time.GetElapsedTime(startedAt);
                if (wait > TimeSpan.Zero)
                {
                    await FlushAsync(cancellation).ConfigureAwait(false);
                    await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
                }
            }
            if (!_batch.Accepts(kind) || _batch.IsFull)
                await FlushAsync(cancellation).ConfigureAwait(false);
            _batch.Add(kind, observation, ++_sequence);
            onEvent?.Invoke(observation.At);
        }
        await FlushAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected)
            {
                await SendAsync(StateTopic, "offline"u8.ToArray(), retain: true, CancellationToken.None)
                    .ConfigureAwait(false);
                await _client.DisconnectAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or MqttCommunicationException)
        {
            // The broker is gone: its last will has said "offline" already.
        }
        _client.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer(_broker.Host, _broker.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"iotwatch-{SensorId}")
            .WithWillTopic(StateTopic).WithWillPayload("offline"u8.ToArray()).WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (_broker.User is not null)
            options.WithCredentials(_broker.User, _broker.Password ?? "");
        if (_broker.Tls)
            options.WithTlsOptions(tls => tls.UseTls());
        try
        {
            // A refused log-in does not throw; only the result says so.
            var answer = await _client.ConnectAsync(options.Build(), cancellation).ConfigureAwait(false);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
                throw new IOException($"{_broker} refuses the connection: {answer.ResultCode}");
            await SendAsync(StateTopic, "online"u8.ToArray(), retain: true, cancellation).ConfigureAwait(false);
        }
        catch (MqttCommunicationException error)
        {
            throw new IOException($"{_broker} cannot be reached: {(error.InnerException ?? error).Message}", error);
        }
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (_batch.Count == 0)
            return;
        var (kind, count) = (_batch.Kind, _batch.Count);
        var topic = $"{_broker.BaseTopic}/in/{SensorId}/{Level(kind)}";
        await SendAsync(topic, _batch.Drain(), retain: false, cancellation).ConfigureAwait(false);
        EventsSent += count;
        MessagesSent++;
    }

    private async Task SendAsync(string topic, byte[] payload, bool retain, CancellationToken cancellation)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = payload,
            Retain = retain,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        try
        {
            var answer = await _client.PublishAsync(message, cancellation).ConfigureAwait(false);
            // "No matching subscribers" is success to MQTT, but nobody has kept the telemetry.
            if (!answer.IsSuccess || (!retain
                && answer.ReasonCode == MqttClientPublishReasonCode.NoMatchingSubscribers))
            {
                var why = answer.ReasonString is { Length: > 0 } text ? $" ({text})" : "";
                throw new IOException($"{_broker} did not take a message on {topic}: {answer.ReasonCode}{why}");
            }
        }
        catch (MqttCommunicationException error)
        {
            throw new IOException($"{_broker} went away: {(error.InnerException ?? error).Message}", error);
        }
    }

    private static string Level(TelemetryKind kind) => kind switch
    {
        TelemetryKind.Flow => "flow",
        TelemetryKind.Dns => "dns",
        TelemetryKind.Wifi => "wifi",
        TelemetryKind.Tick => "tick",
        _ => "lease",
    };
}
