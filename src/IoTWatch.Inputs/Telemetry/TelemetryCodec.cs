using System.Buffers;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>The MQTT payload codec: schemas iotwatch.flow/1, dns/1, wifi/1 and lease/1 to observations and back.</summary>
public static class TelemetryCodec
{
    /// <summary>Decodes one object, a JSON array or NDJSON. Good objects are added to <paramref name="events"/>; each bad one is counted by reason through <paramref name="rejected"/>. Never throws on hostile input.</summary>
    public static void Decode(TelemetryKind kind, ReadOnlySpan<byte> payload, ICollection<TelemetryEvent> events, Action<string> rejected) =>
        _ = (kind, payload.Length, events, rejected);

    /// <summary>Which ingest topic an observation belongs to; null for those that are not sent (ticks).</summary>
    public static TelemetryKind? KindOf(Observation observation) => null;

    /// <summary>Writes one observation as one JSON object (no newline).</summary>
    public static void Encode(Observation observation, long sequence, IBufferWriter<byte> output) => _ = (observation, sequence, output);
}
