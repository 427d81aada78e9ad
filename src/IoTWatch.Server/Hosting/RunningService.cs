using IoTWatch.Server.Bridge;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Influx;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Hosting;

/// <summary>Starts, holds and stops the parts of the service in their order, and gives its addresses.</summary>
/// <remarks>
/// Start: store, detector, publishers, brokers, web. Stop: the other way round. So no telemetry arrives while nothing
/// can store it.
/// </remarks>
public sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceOptions _options;
    private readonly EmbeddedBroker? _embedded;
    private readonly ExternalBroker? _external;
    private readonly InfluxSink? _influx;
    private readonly IReadOnlyList<BridgePublisher> _publishers;
    private readonly List<BridgeRequests> _requests = [];
    private BridgeHeartbeat? _beat;
    private bool _stopped;

    internal RunningService(WebApplication app, ServiceOptions options)
    {
        _app = app;
        _options = options;
        _embedded = app.Services.GetService<EmbeddedBroker>();
        _external = app.Services.GetService<ExternalBroker>();
        _influx = app.Services.GetService<InfluxSink>();
        _publishers = [.. app.Services.GetServices<BridgePublisher>()];
    }

    /// <summary>Where the pages and the API are; null until started.</summary>
    public Uri HttpAddress => new(_app.Urls.First());

    /// <summary>The embedded broker's port on 127.0.0.1; null where it is off.</summary>
    public int? MqttPort => _embedded is null ? null : _options.EmbeddedBroker.Port;

    public ServiceStatus Status => Of<ServiceStatus>();

    public IAlertStore Alerts => Of<IAlertStore>();

    public AlertFeed Feed => Of<AlertFeed>();

    /// <summary>Returns an object that is registered in the service.</summary>
    public T Of<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>
    /// Ends when everything acknowledged so far was detected, stored, given to the sinks, and published to the brokers
    /// that are connected.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancel)
    {
        await Of<DetectionLoop>().WhenProcessedAsync(Of<Journal>().LastId, cancel).ConfigureAwait(false);
        foreach (var publisher in _publishers)
            if (publisher.Broker.Epoch > 0)
                await publisher.WhenPublishedAsync(Of<SqliteAlertStore>().LastSequence, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Counts the devices and publishes the health of the bridge now, without waiting for the next half minute.
    /// </summary>
    public Task BeatAsync() => _beat?.BeatAsync() ?? Task.CompletedTask;

    /// <summary>Ends after an orderly stop, which Ctrl+C or SIGTERM begins.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancel)
    {
        await HostingAbstractionsHostExtensions.WaitForShutdownAsync(_app, cancel).ConfigureAwait(false);
        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>Stops in order: no more telemetry, a last checkpoint, the state "offline" to the brokers.</summary>
    public Task StopAsync() => EndAsync(orderly: true);

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>
    /// Ends as a power cut would, as far as the process itself can do that: no checkpoint, nothing published.
    /// </summary>
    internal Task AbandonAsync() => EndAsync(orderly: false);

    internal async Task StartAsync(string configHash, CancellationToken cancel)
    {
        var detection = Of<DetectionLoop>();
        if (_influx is not null)
        {
            detection.CheckpointDue += _influx.FlushOrReport;
            _influx.Start();
        }
        detection.Start();
        foreach (var publisher in _publishers)
        {
            publisher.Start();
            _requests.Add(new BridgeRequests(
                publisher.Broker, Of<Topics>(), Of<DecisionService>(), Status, Of<LoopSupervisor>()));
            _requests[^1].Start();
        }
        _beat = new BridgeHeartbeat(
            _publishers, Of<Topics>(), Of<PipelineQueries>(), Of<IdleClock>(), _influx, Of<SqliteAlertStore>(), Status,
            configHash, Of<LoopSupervisor>(), Of<TimeProvider>());
        await _beat.StartAsync().ConfigureAwait(false);
        if (_embedded is not null)
            await _embedded.StartAsync().ConfigureAwait(false);
        _external?.Start();
        await _app.StartAsync(cancel).ConfigureAwait(false);
        var (address, folder) = (HttpAddress, Of<DataFolder>().Path);
        Of<ILogger<RunningService>>().Started(address, folder);
    }

    private async Task EndAsync(bool orderly)
    {
        if (_stopped)
            return;
        _stopped = true;
        if (_beat is not null)
            await _beat.DisposeAsync().ConfigureAwait(false);
        foreach (var requests in _requests)
            await requests.DisposeAsync().ConfigureAwait(false);
        if (orderly && _embedded is not null)
            await _embedded.PublishAsync(
                Of<Topics>().State, "offline"u8.ToArray(), retain: true, CancellationToken.None).ConfigureAwait(false);
        foreach (var publisher in _publishers)
            await publisher.StopAsync().ConfigureAwait(false);
        if (_embedded is not null)
            await _embedded.StopAsync().ConfigureAwait(false);
        if (_external is not null)
            await _external.StopAsync().ConfigureAwait(false);
        Of<DetectionLoop>().Stop(checkpoint: orderly);
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
