using System.Globalization;
using System.Text;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Api;

/// <summary>Writes <c>/metrics</c>: counters and gauges of the service as Prometheus reads them (text format 0.0.4).</summary>
internal static class Metrics
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(ServiceStatus status)
    {
        var (ingest, text) = (status.Ingest, new StringBuilder());
        Add(text, "messages_total", "counter", "Telemetry messages journaled.", ingest.Messages);
        Add(text, "events_total", "counter", "Observations given to the detector.", ingest.Events);
        Add(text, "duplicates_total", "counter", "Events that came twice and were left out.", ingest.Duplicates);
        Add(text, "late_total", "counter", "Events older than the late limit.", ingest.Late);
        Add(text, "missing_total", "counter", "Sequence numbers that never came.", ingest.Missing);
        Add(text, "dropped_total", "counter", "Messages and events left out.", "reason", ingest.Dropped);
        Add(text, "refused_total", "counter", "Messages not acknowledged.", "reason", ingest.Refused);
        Add(text, "sink_failures_total", "counter", "Failures of outputs.", "sink", ingest.SinkFailures);
        Add(text, "queue", "gauge", "Messages in the journal that the detector has not read.", status.Queue);
        Add(text, "devices", "gauge", "Devices known.", status.Devices);
        Add(text, "channels", "gauge", "Channels kept.", status.Channels);
        Add(text, "review_channels", "gauge", "Channels that wait for review.", status.Waiting.Channels);
        Add(text, "updates", "gauge", "Firmware updates that wait for a decision.", status.Waiting.Updates);
        Add(text, "up", "gauge", "1 where a link is up, 0 where it is configured and is not.", "link", new Dictionary<string, long>(
            from link in ((string, LinkStatus)[])[("detector", status.Detector), ("store", status.Store), ("embedded_broker", status.EmbeddedBroker), ("broker", status.ExternalBroker), ("influx", status.Influx)]
            where link.Item2.State != LinkState.Off
            select KeyValuePair.Create(link.Item1, link.Item2.State == LinkState.Up ? 1L : 0L)));
        var loops = status.Loops;
        Add(text, "loop_failures_total", "counter", "Times that a background loop began to fail.", "loop", loops.ToDictionary(loop => loop.Name, loop => loop.Failures));
        Add(text, "loop_failing", "gauge", "1 while a background loop fails.", "loop", loops.ToDictionary(loop => loop.Name, loop => loop.IsFailing ? 1L : 0L));
        if (status.LastObservationAt is { } at)
            Add(text, "last_observation_timestamp_seconds", "gauge", "Event time of the newest observation.", new DateTimeOffset(at).ToUnixTimeSeconds());
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string type, string help, long value) =>
        Head(text, name, type, help).Append(CultureInfo.InvariantCulture, $"iotwatch_{name} {value}\n");

    private static void Add(StringBuilder text, string name, string type, string help, string label, IReadOnlyDictionary<string, long> values)
    {
        Head(text, name, type, help);
        foreach (var (key, value) in values)
            text.Append(CultureInfo.InvariantCulture, $"iotwatch_{name}{{{label}=\"{Escape(key)}\"}} {value}\n");
    }

    private static StringBuilder Head(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP iotwatch_{name} {help}\n# TYPE iotwatch_{name} {type}\n");

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
