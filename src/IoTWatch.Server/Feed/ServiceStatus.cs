using System.Reflection;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Server.Feed;

/// <summary>What the service knows of itself: read by the health page, the API and <c>bridge/health</c>.</summary>
public sealed class ServiceStatus(TimeProvider time, IngestStatistics ingest)
{
    private long _lastObservationTicks;
    private volatile LinkStatus _embeddedBroker = LinkStatus.Off;
    private volatile LinkStatus _externalBroker = LinkStatus.Off;
    private volatile LinkStatus _influx = LinkStatus.Off;
    private volatile LinkStatus _store = LinkStatus.Off;
    private volatile LinkStatus _detector = LinkStatus.Off;

    private volatile WaitingDecisions _waiting = new(0, 0, 0);

    public string Version { get; } =
        typeof(ServiceStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public IngestStatistics Ingest => ingest;

    /// <summary>Event time of the newest observation; null before the first.</summary>
    public DateTime? LastObservationAt
    {
        get => Interlocked.Read(ref _lastObservationTicks) is var ticks and > 0 ? new DateTime(ticks, DateTimeKind.Utc) : null;
        set => Interlocked.Exchange(ref _lastObservationTicks, value?.Ticks ?? 0);
    }

    /// <summary>The MQTT broker inside the service.</summary>
    public LinkStatus EmbeddedBroker { get => _embeddedBroker; set => _embeddedBroker = value; }

    /// <summary>The link to a broker elsewhere.</summary>
    public LinkStatus ExternalBroker { get => _externalBroker; set => _externalBroker = value; }

    public LinkStatus Influx { get => _influx; set => _influx = value; }

    /// <summary>The SQLite file.</summary>
    public LinkStatus Store { get => _store; set => _store = value; }

    public LinkStatus Detector { get => _detector; set => _detector = value; }

    public string ModelId { get; set; } = "";

    /// <summary>Why the model is not the one asked for; null when all is well.</summary>
    public string? ModelWarning { get; set; }

    /// <summary>What is wrong with device profiles and is worth a person's attention.</summary>
    public IReadOnlyList<string> ProfileProblems { get; set; } = [];

    /// <summary>Devices known, as of the last health beat.</summary>
    public int Devices { get; set; }

    /// <summary>Channels kept, as of the last health beat.</summary>
    public int Channels { get; set; }

    /// <summary>What waits for a person's decision, as of the last health beat or decision.</summary>
    public WaitingDecisions Waiting { get => _waiting; private set => _waiting = value; }

    /// <summary>Counts what waits for a decision; on the detector's thread.</summary>
    public void Count(ProfileDesk desk)
    {
        var review = desk.Review().ToList();
        Waiting = new WaitingDecisions(review.Select(item => item.Device).Distinct().Count(), review.Count, desk.Proposals().Count());
    }

    /// <summary>Telemetry messages in the journal that the detector has not read yet.</summary>
    public long Queue { get; set; }
}
