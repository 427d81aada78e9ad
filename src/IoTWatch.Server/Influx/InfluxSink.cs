using System.Globalization;
using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Influx;

/// <summary>Writes flows, Wi-Fi events, beacons and alerts to InfluxDB, without ever waiting for the server.</summary>
/// <remarks>
/// Detector, <see cref="PointBuffer"/>, <see cref="Spool"/> (fsync), <see cref="InfluxSender"/>, <c>/write</c>.
/// There is one of each per database, so that a refused measurement delays its own retention class only. Alerts that
/// changed while the service was down, or in the last second before a kill, are read from the store at the next
/// start: a small file contains the sequence of the last one that is in the spool.
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
    private readonly SupervisedLoop _flushLoop;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, InfluxLane> _lanes = [];
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _diskProblem;
    private long _sequence;
    private readonly Lock _sequenceLock = new();
    private long _savedSequence;
    private bool _disposed;

    public InfluxSink(
        InfluxOptions options, SenderOptions sending, string folder, IAlertStore alerts, ServiceStatus status,
        TimeProvider time, HttpMessageHandler? handler = null, LoopSupervisor? supervisor = null)
    {
        supervisor ??= new LoopSupervisor();
        (_options, _status, _time, _alerts) = (sending, status, time, alerts);
        _flushLoop = supervisor.Add("influx-flush");
        _client = new InfluxClient(options, sending, handler);
        _schema = new InfluxSchema(options.Site);
        _sequenceFile = Path.Combine(folder, "alerts.sequence");
        foreach (var database in _schema.Databases)
            _lanes[database.Name] = new InfluxLane(
                database, folder, _client, sending, time, _ => Report(), supervisor);
    }

    /// <summary>Starts to send; points of an earlier process are sent first.</summary>
    public void Start()
    {
        _sequence = _savedSequence = ReadSequence();
        while (_alerts.Since(_sequence, CatchUpPage) is { Count: > 0 } missed)
            foreach (var stored in missed)
                Add(stored);
        FlushOrReport();
        _running = Task.WhenAll(
        [
            _flushLoop.RunAsync(FlushAsync, WaitForPointsAsync, _stop.Token),
            .. _lanes.Values.Select(lane => lane.Sender.RunAsync(_stop.Token)),
        ]);
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

    /// <summary>Adds a point for each channel that has a period; called regularly on the detector's thread.</summary>
    public void AddBeacons(IEnumerable<ChannelReport> channels)
    {
        foreach (var channel in channels)
            if (channel.PeriodS is not null)
                Add(_schema.Beacon, channel, PointTime.Of(channel));
    }

    /// <summary>Writes all buffered points to the spool; may be called by several threads.</summary>
    /// <exception cref="IOException">They cannot be written now; they stay in the buffer.</exception>
    public void Flush()
    {
        var sequence = Interlocked.Read(ref _sequence);
        foreach (var lane in _lanes.Values)
            lane.Buffer.Flush();
        lock (_sequenceLock)
        {
            if (sequence <= _savedSequence)
                return;
            File.WriteAllText(_sequenceFile + ".new", sequence.ToString(CultureInfo.InvariantCulture));
            File.Move(_sequenceFile + ".new", _sequenceFile, overwrite: true);
            _savedSequence = sequence;
        }
    }

    /// <summary>As <see cref="Flush"/>, before a checkpoint; a failure is reported and does not throw.</summary>
    /// <remarks>The detector does not produce points of observations before a checkpoint again.</remarks>
    public void FlushOrReport()
    {
#pragma warning disable CA1031 // The loop flushes again; its state shows the failure.
        try
        {
            Flush();
            _diskProblem = null;
            _flushLoop.Succeeded();
        }
        catch (Exception error)
        {
            _flushLoop.Failed(error);
            _diskProblem = $"the spool cannot be written: {error.Message}";
        }
#pragma warning restore CA1031
        Report();
    }

    /// <summary>Ends when all points so far are on the server.</summary>
    public async Task DrainedAsync(CancellationToken stop)
    {
        Flush();
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Spool.DrainedAsync(stop)));
    }

    public IReadOnlyList<SenderStatus> Senders => [.. _lanes.Values.Select(lane => lane.Sender.Status)];

    /// <summary>May be called twice: the sink is registered under two types.</summary>
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

    private Task FlushAsync(CancellationToken stop)
    {
        try
        {
            Flush();
            _diskProblem = null;
        }
        catch (Exception error)
        {
            _diskProblem = $"the spool cannot be written: {error.Message}";
            throw;
        }
        finally
        {
            Report();
        }
        return Task.CompletedTask;
    }

    private async Task WaitForPointsAsync(CancellationToken stop)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.Delay(_options.BatchTime, _time, tick.Token), _wake.Task);
        await tick.CancelAsync();
        _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The link has the state of the worst sender.</summary>
    private void Report()
    {
        var worst = Senders.MaxBy(sender => sender.State)!;
        var reason = worst.State == SenderState.Sending ? Losses() : $"{worst.Database}: {worst.Reason}";
        var problem = _diskProblem ?? reason;
        _status.Influx = new LinkStatus(
            (worst.State, _diskProblem) switch
            {
                (_, not null) => LinkState.Down,
                (SenderState.Sending, _) => LinkState.Up,
                (SenderState.Waiting or SenderState.Failing, _) => LinkState.Down,
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
            CultureInfo.InvariantCulture,
            $"{refused} points refused by the server and laid aside, {dropped} lost to a full disk buffer");
    }

    private long ReadSequence() =>
        File.Exists(_sequenceFile)
        && long.TryParse(File.ReadAllText(_sequenceFile), CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : 0;
}
