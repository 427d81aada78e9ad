using System.Reflection;
using IoTWatch.Core.Home;
using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Feed;

/// <summary>The state of the service as the health page, the API and <c>bridge/health</c> show it.</summary>
/// <param name="loops">The background loops; null where none run.</param>
public sealed class ServiceStatus(TimeProvider time, IngestStatistics ingest, LoopSupervisor? loops = null)
{
    /// <summary>The name of the loop that writes the store.</summary>
    public const string StoreLoop = "store";

    /// <summary>The name of the detector's loop.</summary>
    public const string DetectorLoop = "detector";

    private long _lastObservationTicks;
    private volatile LinkStatus _embeddedBroker = LinkStatus.Off;
    private volatile LinkStatus _externalBroker = LinkStatus.Off;
    private volatile LinkStatus _influx = LinkStatus.Off;
    private volatile LinkStatus _store = LinkStatus.Off;
    private volatile LinkStatus _detector = LinkStatus.Off;
    private volatile WaitingDecisions _waiting = new(0, 0, 0);

    public string Version { get; } =
        typeof(ServiceStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "0";

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public IngestStatistics Ingest => ingest;

    /// <summary>The background loops, by name.</summary>
    public IReadOnlyList<LoopStatus> Loops => loops?.Statuses ?? [];

    /// <summary>Event time of the newest observation; null before the first.</summary>
    public DateTime? LastObservationAt
    {
        get => Interlocked.Read(ref _lastObservationTicks) is var ticks and > 0
            ? new DateTime(ticks, DateTimeKind.Utc)
            : null;
        set => Interlocked.Exchange(ref _lastObservationTicks, value?.Ticks ?? 0);
    }

    /// <summary>The MQTT broker inside the service.</summary>
    public LinkStatus EmbeddedBroker { get => _embeddedBroker; set => _embeddedBroker = value; }

    /// <summary>The connection to an external broker.</summary>
    public LinkStatus ExternalBroker { get => _externalBroker; set => _externalBroker = value; }

    public LinkStatus Influx { get => _influx; set => _influx = value; }

    /// <summary>The SQLite file; down while the loop that writes it fails.</summary>
    public LinkStatus Store { get => FailureOf(StoreLoop) ?? _store; set => _store = value; }

    /// <summary>The detector; down while its loop fails.</summary>
    public LinkStatus Detector { get => FailureOf(DetectorLoop) ?? _detector; set => _detector = value; }

    public string ModelId { get; set; } = "";

    /// <summary>Why the model in use is not the configured one; null when it is.</summary>
    public string? ModelWarning { get; set; }

    /// <summary>Errors in device profiles, for a person to read.</summary>
    public IReadOnlyList<string> ProfileProblems { get; set; } = [];

    /// <summary>Known devices, as of the last heartbeat.</summary>
    public int Devices { get; set; }

    /// <summary>Channels kept, as of the last heartbeat.</summary>
    public int Channels { get; set; }

    /// <summary>What waits for a person's decision, as of the last heartbeat or decision.</summary>
    public WaitingDecisions Waiting { get => _waiting; private set => _waiting = value; }

    /// <summary>Telemetry messages in the journal that the detector has not read yet.</summary>
    public long Queue { get; set; }

    /// <summary>Counts what waits for a decision; to be called on the detector's thread.</summary>
    public void CountWaiting(Administration desk)
    {
        var review = desk.Reviews().ToList();
        Waiting = new WaitingDecisions(
            review.Select(item => item.Device).Distinct().Count(), review.Count, desk.Proposals().Count());
    }

    private LinkStatus? FailureOf(string loop) =>
        loops?.Find(loop) is { IsFailing: true } failing ? new LinkStatus(LinkState.Down, failing.Error) : null;
}
