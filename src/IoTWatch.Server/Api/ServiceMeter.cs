using System.Diagnostics.Metrics;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Api;

/// <summary>
/// The meter <c>IoTWatch.Server</c>: every counter and gauge of the service, read when it is collected.
/// </summary>
/// <remarks>
/// The exporter writes the counter <c>iotwatch.messages</c> as <c>iotwatch_messages_total</c>, the gauge
/// <c>iotwatch.queue</c> as <c>iotwatch_queue</c>, and the unit <c>s</c> as the suffix <c>_seconds</c>.
/// </remarks>
internal sealed class ServiceMeter
{
    public const string Name = "IoTWatch.Server";

    public ServiceMeter(IMeterFactory factory, ServiceStatus status)
    {
        Meter = factory.Create(Name, status.Version);
        var ingest = status.Ingest;
        AddCounter("messages", "Telemetry messages written to the journal.", () => ingest.Messages);
        AddCounter("events", "Observations given to the detector.", () => ingest.Events);
        AddCounter("duplicates", "Events that arrived twice and were left out.", () => ingest.Duplicates);
        AddCounter("late", "Events older than the late limit.", () => ingest.Late);
        AddCounter("missing", "Sequence numbers that never arrived.", () => ingest.Missing);
        AddCounter("dropped", "Messages and events left out.", "reason", () => ingest.Dropped);
        AddCounter("refused", "Messages not acknowledged.", "reason", () => ingest.Refused);
        AddCounter("sink_failures", "Failures of outputs.", "sink", () => ingest.SinkFailures);
        AddGauge("queue", "Messages in the journal that the detector has not read.", () => status.Queue);
        AddGauge("devices", "Devices known.", () => status.Devices);
        AddGauge("channels", "Channels kept.", () => status.Channels);
        AddGauge("review_channels", "Channels that wait for review.", () => status.Waiting.Channels);
        AddGauge("updates", "Firmware updates that wait for a decision.", () => status.Waiting.Updates);
        Meter.CreateObservableGauge(
            "iotwatch.up", () => Links(status), unit: null,
            "1 where a link is up, 0 where it is configured and not up.");
        Meter.CreateObservableCounter(
            "iotwatch.loop_failures", () => Loops(status, loop => loop.Failures), unit: null,
            "Times that a background loop began to fail.");
        Meter.CreateObservableGauge(
            "iotwatch.loop_failing", () => Loops(status, loop => loop.IsFailing ? 1 : 0), unit: null,
            "1 while a background loop fails.");
        Meter.CreateObservableGauge(
            "iotwatch.last_observation_timestamp", () => LastObservation(status), "s",
            "Event time of the newest observation.");
    }

    public Meter Meter { get; }

    private void AddCounter(string name, string description, Func<long> value) =>
        Meter.CreateObservableCounter($"iotwatch.{name}", value, unit: null, description);

    private void AddCounter(
        string name, string description, string label, Func<IReadOnlyDictionary<string, long>> values) =>
        Meter.CreateObservableCounter(
            $"iotwatch.{name}", () => values().Select(entry => Labelled(entry.Value, label, entry.Key)), unit: null,
            description);

    private void AddGauge(string name, string description, Func<long> value) =>
        Meter.CreateObservableGauge($"iotwatch.{name}", value, unit: null, description);

    private static IEnumerable<Measurement<long>> Links(ServiceStatus status) =>
        from link in ((string Name, LinkStatus Status)[])
        [
            ("detector", status.Detector), ("store", status.Store), ("embedded_broker", status.EmbeddedBroker),
            ("broker", status.ExternalBroker), ("influx", status.Influx),
        ]
        where link.Status.State != LinkState.Off
        select Labelled(link.Status.State == LinkState.Up ? 1 : 0, "link", link.Name);

    private static IEnumerable<Measurement<long>> Loops(ServiceStatus status, Func<LoopStatus, long> value) =>
        status.Loops.Select(loop => Labelled(value(loop), "loop", loop.Name));

    private static IEnumerable<Measurement<long>> LastObservation(ServiceStatus status) =>
        status.LastObservationAt is { } at ? [new Measurement<long>(new DateTimeOffset(at).ToUnixTimeSeconds())] : [];

    private static Measurement<long> Labelled(long value, string label, string text) =>
        new(value, new KeyValuePair<string, object?>(label, text));
}
