using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Bridge;

/// <summary>Tells one broker: every alert change once and in order, the current alerts as retained topics, and what the bridge says of itself.</summary>
/// <remarks>
/// Changes are read from the store's log, with a stored place per broker: a broker that was away, or a crash between storing
/// and publishing, delays them and loses none (a crash between publishing and storing the place repeats the last ones, as MQTT's QoS 1
/// does). On every new connection the retained topics are sent again, since an embedded broker forgets them.
/// </remarks>
public sealed class BridgePublisher(IBroker broker, Topics topics, SqliteAlertStore alerts, ILogger<BridgePublisher> logger) : IDetectionSink, IAsyncDisposable
{
    private const int ChangesAtOnce = 256;
    private const int RetainedAlerts = 1000;

    private readonly ConcurrentDictionary<string, (byte[] Payload, bool Retain)> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _retained = new(StringComparer.Ordinal);
    private readonly Channel<byte> _news = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Milestone _published = new();
    private readonly string _place = "published:" + broker.Name;
    private readonly Milestone _greeted = new();
    private Task _running = Task.CompletedTask;

    public IBroker Broker => broker;

    public void Start()
    {
        _published.Advance(alerts.Progress(_place));
        broker.EpochChanged = Wake;
        _running = RunAsync(_stop.Token);
        Wake();
    }

    /// <summary>Publishes a value; while the broker is away only the newest of each topic is kept.</summary>
    public void Set(string topic, byte[] payload, bool retain)
    {
        if (retain)
            _retained[topic] = payload;
        _pending[topic] = (payload, retain);
        Wake();
    }

    public void Observed(Observation observation)
    {
        // Telemetry came from the broker; it does not go back.
    }

    public void Changed(StoredAlert stored, AlertChange change) => Wake();

    /// <summary>Ends when the retained topics and all changes up to this one were published on the present connection.</summary>
    public async Task WhenPublishedAsync(long sequence, CancellationToken cancel)
    {
        await _greeted.WhenReachedAsync(broker.Epoch, cancel).ConfigureAwait(false);
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
        _stop.Dispose();
    }

    private void Wake() => _news.Writer.TryWrite(0);

    private async Task RunAsync(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            while (await _news.Reader.WaitToReadAsync(stop).ConfigureAwait(false))
            {
                _news.Reader.TryRead(out _);
                await TellAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

#pragma warning disable CA1031 // Whatever a broker's library throws, this broker waits for its next connection and the others go on.
    private async Task TellAsync(CancellationToken stop)
    {
        try
        {
            var epoch = broker.Epoch;
            if (epoch == 0)
                return;
            if (epoch != _greeted.Value)
            {
                if (!await TellRetainedAsync(stop).ConfigureAwait(false))
                    return;
                _greeted.Advance(epoch);
            }
            if (await TellChangesAsync(stop).ConfigureAwait(false))
                await TellPendingAsync(stop).ConfigureAwait(false);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            logger.PublishFailed(broker.Name, error);
        }
    }
#pragma warning restore CA1031

    private async Task<bool> TellRetainedAsync(CancellationToken stop)
    {
        if (!await broker.PublishAsync(topics.State, "online"u8.ToArray(), retain: true, stop).ConfigureAwait(false))
            return false;
        foreach (var (topic, payload) in _retained)
            if (!await broker.PublishAsync(topic, payload, retain: true, stop).ConfigureAwait(false))
                return false;
        // Only alerts whose last change was told: the others follow from the log, in order.
        foreach (var stored in alerts.Open(RetainedAlerts))
            if (stored.Sequence <= _published.Value
                && !await broker.PublishAsync(topics.Alert(stored.Alert.Id), AlertJson.WriteBytes(stored.Alert), retain: true, stop).ConfigureAwait(false))
                return false;
        return true;
    }

    private async Task<bool> TellChangesAsync(CancellationToken stop)
    {
        while (true)
        {
            var changes = alerts.ChangesSince(_published.Value, ChangesAtOnce);
            var told = 0L;
            foreach (var change in changes)
            {
                if (!await TellAsync(change, stop).ConfigureAwait(false))
                    break;
                told = change.Sequence;
            }
            if (told > 0)
            {
                await alerts.SetProgressAsync(_place, told).ConfigureAwait(false);
                _published.Advance(told);
            }
            if (changes.Count == 0 || told != changes[^1].Sequence)
                return changes.Count == 0;
        }
    }

    private async Task<bool> TellAsync(StoredChange change, CancellationToken stop)
    {
        var after = AfterOf(change.Json);
        var current = AlertJson.Read(Encoding.UTF8.GetString(after.Span)).IsClosed ? default : after;
        return await broker.PublishAsync(topics.Alert(change.AlertId), current, retain: true, stop).ConfigureAwait(false)
            && await broker.PublishAsync(topics.Alerts, change.Json, retain: false, stop).ConfigureAwait(false);
    }

    private async Task TellPendingAsync(CancellationToken stop)
    {
        foreach (var (topic, value) in _pending)
            if (await broker.PublishAsync(topic, value.Payload, value.Retain, stop).ConfigureAwait(false))
                _pending.TryRemove(KeyValuePair.Create(topic, value));
    }

    /// <summary>The bytes of <c>after</c> inside a change: the same writer wrote both, so they are the alert's own bytes.</summary>
    private static ReadOnlyMemory<byte> AfterOf(byte[] json)
    {
        var reader = new System.Text.Json.Utf8JsonReader(json);
        while (reader.Read())
            if (reader.CurrentDepth == 1 && reader.TokenType == System.Text.Json.JsonTokenType.PropertyName)
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
