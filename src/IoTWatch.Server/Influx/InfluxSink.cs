using System.Globalization;
using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Influx;

/// <summary>Writes flows, Wi-Fi events, beacons and alerts to InfluxDB; nothing here ever waits for the server.</summary>
/// <remarks>
/// detector → <see cref="PointBuffer"/> → <see cref="Spool"/> (fsync) → <see cref="InfluxSender"/> → <c>/write</c>. One of each per
/// database, so that a refused measurement holds up only its own retention class. Alerts that changed while the
/// service was down, or in the second before a kill, are taken from the store at the next start: a small file names the last
/// one that is in the spool.
/// </remarks>
public sealed class InfluxSink : IDetectionSink, IAsyncDisposable
{
    private const int CatchUpPage = 500;

    private readonly SenderOptions _options;
    private readonly ServiceStatus _status;
    private readonly TimeProvider _time;
    private readonly IAlertStore _alerts;
    private readonly InfluxClient _client;
    private readonly InfluxSchema _schema;
    private readonly string _sequenceFile;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, InfluxLane> _lanes = [];
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _diskProblem;
    private long _sequence;
    private long _savedSequence;
    private bool _disposed;

    public InfluxSink(
        InfluxOptions options, SenderOptions sending, string folder, IAlertStore alerts, ServiceStatus status, TimeProvider time, HttpMessageHandler? handler = null)
    {
        (_options, _status, _time, _alerts) = (sending, status, time, alerts);
        _client = new InfluxClient(options, sending, handler);
        _schema = new InfluxSchema(options.Site);
        _sequenceFile = Path.Combine(folder, "alerts.sequence");
        foreach (var database in _schema.Databases)
            _lanes[database.Name] = new InfluxLane(database, folder, _client, sending, time, _ => Report());
    }

    /// <summary>Begins to send; what an earlier process left behind goes first.</summary>
    public void Start()
    {
        _sequence = _savedSequence = ReadSequence();
        while (_alerts.Since(_sequence, CatchUpPage) is { Count: > 0 } missed)
            foreach (var stored in missed)
                Add(stored);
        TryFlush();
        _running = Task.WhenAll([FlushRegularlyAsync(), .. _lanes.Values.Select(lane => Task.Run(() => lane.Sender.RunAsync(_stop.Token)))]);
    }

    public void Observed(Observation observation)
    {
        switch (observation)
        {
            case FlowObservation flow:
                var device = flow.Mac.IsKnown ? flow.Mac.ToHex() : flow.Source.Address.ToString();
                Add(_schema.Flow, new FlowPoint(flow, device, null), PointTime.Of(flow));
                break;
            case WifiObservation wifi:
                Add(_schema.Wifi, wifi, PointTime.Of(wifi));
                break;
        }
    }

    public void Changed(StoredAlert stored, AlertChange change) => Add(stored);

    /// <summary>Takes the channels that beacon as they are now; called from time to time on the detector's thread.</summary>
    public void Beacons(IEnumerable<ChannelReport> channels)
    {
        foreach (var channel in channels)
            if (channel.PeriodS is not null)
                Add(_schema.Beacon, channel, PointTime.Of(channel));
    }

    /// <summary>Puts all points on disk: before a checkpoint of the detector, so that what it will not see again is safe.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public void Flush()
    {
        var sequence = Interlocked.Read(ref _sequence);
        foreach (var lane in _lanes.Values)
            lane.Buffer.Flush();
        if (sequence == _savedSequence)
            return;
        File.WriteAllText(_sequenceFile + ".new", sequence.ToString(CultureInfo.InvariantCulture));
        File.Move(_sequenceFile + ".new", _sequenceFile, overwrite: true);
        _savedSequence = sequence;
    }

    /// <summary>Ends when all that was taken so far is on the server.</summary>
    public async Task DrainedAsync(CancellationToken stop)
    {
        Flush();
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Spool.DrainedAsync(stop)));
    }

    public IReadOnlyList<SenderStatus> Senders => [.. _lanes.Values.Select(lane => lane.Sender.Status)];

    /// <summary>May be called twice: the container knows the sink by two names.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _stop.CancelAsync();
        await _running;
        foreach (var lane in _lanes.Values)
            lane.Dispose();
        _client.Dispose();
        _stop.Dispose();
    }

    private void Add(StoredAlert stored)
    {
        var state = stored.Ended ? "ended" : JsonNamingPolicy.SnakeCaseLower.ConvertName(stored.State.ToString());
        Add(_schema.Alert, new AlertPoint(stored.Alert, state), PointTime.Of(stored.Alert, state));
        Interlocked.Exchange(ref _sequence, stored.Sequence);
    }

    private void Add<TEvent>(MeasurementOf<TEvent> measurement, TEvent e, long nanoseconds)
    {
        if (_lanes[measurement.Database].Buffer.Add(measurement, e, nanoseconds) >= _options.BatchBytes)
            _wake.TrySetResult();
    }

    private async Task FlushRegularlyAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var tick = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAny(Task.Delay(_options.BatchTime, _time, tick.Token), _wake.Task);
            await tick.CancelAsync();
            _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            TryFlush();
        }
    }

    private void TryFlush()
    {
        try
        {
            Flush();
            _diskProblem = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _diskProblem = $"the spool cannot be written: {e.Message}";
        }
        Report();
    }

    /// <summary>The worst of all senders is how the link is doing.</summary>
    private void Report()
    {
        var worst = Senders.MaxBy(sender => sender.State)!;
        var problem = _diskProblem ?? (worst.State == SenderState.Sending ? Losses() : $"{worst.Database}: {worst.Reason}");
        _status.Influx = new LinkStatus(
            (worst.State, _diskProblem) switch
            {
                (_, not null) => LinkState.Down,
                (SenderState.Sending, _) => LinkState.Up,
                (SenderState.Waiting, _) => LinkState.Down,
                _ => LinkState.Misconfigured,
            },
            problem);
    }

    private string? Losses()
    {
        var senders = Senders;
        var refused = senders.Sum(sender => sender.Refused);
        var dropped = senders.Sum(sender => sender.Dropped) + _lanes.Values.Sum(lane => lane.Buffer.Dropped);
        return refused + dropped == 0 ? null : string.Create(
            CultureInfo.InvariantCulture, $"{refused} points refused by the server and laid aside, {dropped} lost to a full disk buffer");
    }

    private long ReadSequence() =>
        File.Exists(_sequenceFile) && long.TryParse(File.ReadAllText(_sequenceFile), CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
}
