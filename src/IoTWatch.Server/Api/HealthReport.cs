using System.Text.Json.Serialization;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Text;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Api;

/// <summary>The answer of <c>GET /api/v1/health</c>.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> when something is down, misconfigured or was lost.</param>
public sealed record HealthReport(
    string Status, string Version, DateTimeOffset StartedAt, DateTime? LastObservationAt, LinkStatus Store,
    LinkStatus Detector, LinkStatus EmbeddedBroker, LinkStatus Broker, LinkStatus Influx, string Model,
    string? ModelWarning, IReadOnlyList<string> ProfileProblems, int Devices, int Channels, long Queue, long Messages,
    long Events, long Duplicates, long Late, long Missing, long Restarts, long SessionsLost,
    IReadOnlyDictionary<string, long> Dropped, IReadOnlyDictionary<string, long> Refused,
    IReadOnlyDictionary<string, long> SinkFailures, IReadOnlyList<SensorStatus> Sensors,
    IReadOnlyList<LoopStatus> Loops)
{
    public static HealthReport Of(ServiceStatus status)
    {
        var ingest = status.Ingest;
        LinkStatus[] links =
            [status.Store, status.Detector, status.EmbeddedBroker, status.ExternalBroker, status.Influx];
        var linksAreUp = links.All(link => link.State is LinkState.Up or LinkState.Off);
        var loops = status.Loops;
        var loopsRun = loops.All(loop => !loop.IsFailing);
        var nothingLost = ingest.Missing == 0 && ingest.SessionsLost == 0 && ingest.Dropped.Count == 0;
        return new HealthReport(
            linksAreUp && loopsRun && nothingLost ? "ok" : "degraded", status.Version, status.StartedAt,
            status.LastObservationAt, status.Store, status.Detector, status.EmbeddedBroker, status.ExternalBroker,
            status.Influx, status.ModelId, status.ModelWarning, status.ProfileProblems, status.Devices, status.Channels,
            status.Queue, ingest.Messages, ingest.Events, ingest.Duplicates, ingest.Late, ingest.Missing,
            ingest.Restarts, ingest.SessionsLost, ingest.Dropped, ingest.Refused, ingest.SinkFailures, ingest.Sensors,
            loops);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [
        typeof(SnakeCaseConverter<LinkState>), typeof(SnakeCaseConverter<LoopState>),
        typeof(JsonStringEnumConverter<Tier>), typeof(SnakeCaseConverter<AlertKind>),
        typeof(SnakeCaseConverter<AlertState>), typeof(SnakeCaseConverter<SuppressionScope>),
        typeof(SnakeCaseConverter<TransportProtocol>)])]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(IReadOnlyList<DeviceReport>))]
[JsonSerializable(typeof(IReadOnlyList<ReviewReport>))]
[JsonSerializable(typeof(IReadOnlyList<DriftReport>))]
[JsonSerializable(typeof(IReadOnlyList<Suppression>))]
[JsonSerializable(typeof(DecisionOutcome))]
internal sealed partial class ApiJson : JsonSerializerContext;
