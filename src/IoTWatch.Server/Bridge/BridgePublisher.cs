using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Bridge;

/// <summary>
/// Publishes to one broker: every alert change once and in order, the current alerts and the bridge's own topics as
/// retained.
/// </summary>
/// <remarks>
/// Changes are read from the change log of the store, with a stored position per broker: a broker that was away, or a
/// crash between storing and publishing, delays them and loses none (a crash between publishing and storing the
/// position repeats the last ones, as QoS 1 of MQTT does). On every new connection the retained topics are published
/// again, since an embedded broker forgets them. A failure is tried again from the first change that was not
/// published.
/// </remarks>
public sealed class BridgePublisher : IDetectionSink, IAsyncDisposable
{
    private const int MaxChanges = 256;
    private const int MaxRetainedAlerts = 1000;

    private readonly IBroker _broker;
    private readonly Topics _topics;
    private readonly SqliteAlertStore _alerts;
    private readonly ServiceStatus _status;
    private readonly ILogger _logger;
    private readonly SupervisedLoop _loop;
    private readonly ConcurrentDictionary<string, (byte[] Payload, bool Retain)> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _retained = new(StringComparer.Ordinal);
    private readonly Channel<byte> _wake =
        Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly ProgressMark _published = new();
    private readonly ProgressMark _initialised = new();
    private readonly string _position;
    private Task _running = Task.CompletedTask;

    public BridgePublisher(
        IBroker broker, Topics topics, SqliteAlertStore alerts, ServiceStatus status, LoopSupervisor supervisor,
        ILogger<BridgePublisher> logger)
    {
        (_broker, _topics, _alerts, _status, _logger) = (broker, topics, alerts, status, logger);
        _position = "published:" + broker.Name;
        _loop = supervisor.Add("publish-" + broker.Name);
    }

    public IBroker Broker => _broker;

    public void Start()
    {
        _published.AdvanceTo(_alerts.Progress(_position));
        _broker.EpochChanged = Wake;
        _running = _loop.RunAsync(PublishAllAsync, WaitAsync, _stop.Token);
    }

    /// <summary>Publishes a value; while there is no connection only the newest value of each topic is kept.</summary>
    public void Publish(string topic, byte[] payload, bool retain)
    {
        if (retain)
            _retained[topic] = payload;
        _pending[topic] = (payload, retain);
        Wake();
    }

    public void Observed(Observation observation)
    {
        // Telemetry is not published.
    }

    public void Changed(StoredAlert stored, AlertChange change) => Wake();

    /// <summary>
    /// Ends when the retained topics and all changes up to this one are published on the present connection.
    /// </summary>
    public async Task WhenPublishedAsync(long sequence, CancellationToken cancel)
    {
        await _initialised.WhenReachedAsync(_broker.Epoch, cancel).ConfigureAwait(false);
        await _published.WhenReachedAsync(sequence, cancel).ConfigureAwait(false);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _loop.Dispose();
        _stop.Dispose();
    }

    private void Wake() => _wake.Writer.TryWrite(0);

    private async Task WaitAsync(CancellationToken stop)
    {
        await _wake.Reader.WaitToReadAsync(stop).ConfigureAwait(false);
        _wake.Reader.TryRead(out _);
    }

    private async Task PublishAllAsync(CancellationToken stop)
    {
        var epoch = _broker.Epoch;
        if (epoch == 0)
            return;
        if (epoch != _initialised.Value)
        {
            if (!await PublishRetainedAsync(stop).ConfigureAwait(false))
                return;
            _initialised.AdvanceTo(epoch);
        }
        if (await PublishChangesAsync(stop).ConfigureAwait(false))
            await PublishPendingAsync(stop).ConfigureAwait(false);
    }

    private async Task<bool> PublishRetainedAsync(CancellationToken stop)
    {
        if (!await SendAsync(_topics.State, "online"u8.ToArray(), retain: true, stop).ConfigureAwait(false))
            return false;
        foreach (var (topic, payload) in _retained)
            if (!await SendAsync(topic, payload, retain: true, stop).ConfigureAwait(false))
                return false;
        // Alerts with a later change follow from the change log, in order.
        foreach (var stored in _alerts.Open(MaxRetainedAlerts).Where(stored => stored.Sequence <= _published.Value))
        {
            var payload = AlertJson.WriteBytes(stored.Alert);
            if (!await SendAsync(_topics.Alert(stored.Alert.Id), payload, retain: true, stop).ConfigureAwait(false))
                return false;
        }
        return true;
    }

    /// <returns>Whether all changes are published; false if the connection was lost.</returns>
    private async Task<bool> PublishChangesAsync(CancellationToken stop)
    {
        while (true)
        {
            var changes = _alerts.ChangesSince(_published.Value, MaxChanges);
            var last = 0L;
            foreach (var change in changes)
            {
                if (!await PublishAsync(change, stop).ConfigureAwait(false))
                    break;
                last = change.Sequence;
            }
            if (last > 0)
            {
                await _alerts.SetProgressAsync(_position, last).ConfigureAwait(false);
                _published.AdvanceTo(last);
            }
            if (changes.Count == 0 || last != changes[^1].Sequence)
                return changes.Count == 0;
        }
    }

    private async Task<bool> PublishAsync(StoredChange change, CancellationToken stop)
    {
        ReadOnlyMemory<byte> current;
        try
        {
            var after = ReadAfter(change.Json);
            current = AlertJson.Read(Encoding.UTF8.GetString(after.Span)).IsClosed ? default : after;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            // It would be unreadable at every attempt and hold up all later changes.
            _status.Ingest.CountDropped("change-unreadable");
            _logger.ChangeUnreadable(change.Sequence, error);
            return true;
        }
        return await SendAsync(_topics.Alert(change.AlertId), current, retain: true, stop).ConfigureAwait(false)
            && await SendAsync(_topics.Alerts, change.Json, retain: false, stop).ConfigureAwait(false);
    }

    private async Task PublishPendingAsync(CancellationToken stop)
    {
        foreach (var (topic, value) in _pending)
            if (await SendAsync(topic, value.Payload, value.Retain, stop).ConfigureAwait(false))
                _pending.TryRemove(KeyValuePair.Create(topic, value));
    }

    private Task<bool> SendAsync(string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken stop) =>
        _broker.PublishAsync(topic, payload, retain, stop);

    /// <summary>
    /// The bytes of <c>after</c> in a change; the same writer wrote both, so they equal the bytes of the alert.
    /// </summary>
    private static ReadOnlyMemory<byte> ReadAfter(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isAfter = reader.ValueTextEquals("after"u8);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isAfter)
                    return json.AsMemory(start, (int)reader.BytesConsumed - start);
            }
        throw new FormatException("a stored change has no 'after'");
    }
}
