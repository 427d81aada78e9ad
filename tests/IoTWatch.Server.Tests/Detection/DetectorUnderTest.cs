using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;
using IoTWatch.Inputs.Registries;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Detection;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Tests.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IoTWatch.Server.Tests.Detection;

/// <summary>The store and the detector of a service, without brokers and pages.</summary>
internal sealed class DetectorUnderTest : IDetectionSink, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IngestStatistics _statistics = new();
    private readonly DetectionLoop _detection;

    public DetectorUnderTest(IBeaconModel? model = null, StorageOptions? storage = null)
    {
        var options = storage ?? new StorageOptions();
        Database = Database.Open(_folder.Path, Supervisor, busySeconds: 1);
        Journal = new Journal(Database, options, TimeProvider.System);
        Alerts = new SqliteAlertStore(Database, 1000);
        Status = new ServiceStatus(TimeProvider.System, _statistics, Supervisor);
        Queries = new PipelineQueries(TimeProvider.System);
        var suffixes = Registry.PublicSuffixList();
        var pipeline = new Pipeline(
            new PipelineOptions(), model ?? new RuleBeaconModel(), Registry.GeoIp([]), Registry.Vendors(), suffixes,
            ProfileLibrary.Load([], suffixes, []));
        var executor = new DecisionExecutor(Alerts);
        Decisions = new DecisionService(Queries, executor, Journal, Alerts, Status, TimeProvider.System);
        _detection = new DetectionLoop(
            pipeline, Queries, Journal, Alerts, new CheckpointStore(Database, TimeProvider.System),
            new SinkSet([this], _statistics, NullLogger<SinkSet>.Instance), Status, executor, options, Supervisor,
            TimeProvider.System, NullLogger<DetectionLoop>.Instance);
        _detection.Start();
    }

    public LoopSupervisor Supervisor { get; } = new();

    public Database Database { get; }

    public Journal Journal { get; }

    public SqliteAlertStore Alerts { get; }

    public ServiceStatus Status { get; }

    public PipelineQueries Queries { get; }

    public DecisionService Decisions { get; }

    public int Observations { get; private set; }

    /// <summary>The changes that the sinks were given, in order.</summary>
    public List<AlertChange> Changes { get; } = [];

    public LoopStatus Loop(string name) => Supervisor.Find(name)!;

    /// <summary>Writes messages of a sensor to the journal.</summary>
    public async Task AppendAsync(IEnumerable<byte[]> payloads)
    {
        foreach (var payload in payloads)
            await Journal.TryAppend("router", TelemetryKind.Flow, payload)!;
    }

    /// <summary>Ends when the journal is processed.</summary>
    public Task ProcessedAsync() =>
        _detection.WhenProcessedAsync(Journal.LastId, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

    public Task FailingAsync(string loop) => StateAsync(loop, LoopState.Failing);

    public Task RunningAsync(string loop) => StateAsync(loop, LoopState.Running);

    /// <summary>A connection of another program to the same file.</summary>
    public SqliteConnection Other() => Database.Open();

    public void Observed(Observation observation) => Observations++;

    public void Changed(StoredAlert stored, AlertChange change) => Changes.Add(change);

    public void Dispose()
    {
        _detection.Dispose();
        Journal.Dispose();
        Database.Dispose();
        _folder.Dispose();
    }

    private Task StateAsync(string loop, LoopState state) =>
        Eventually.TrueAsync(() => Loop(loop).State == state, TimeSpan.FromSeconds(60));
}
