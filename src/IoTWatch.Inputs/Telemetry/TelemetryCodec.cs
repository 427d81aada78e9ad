using System.Buffers;
using System.Text.Json;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>The MQTT payload codec: schemas iotwatch.flow/1, dns/1, wifi/1, lease/1 and tick/1 to observations and back.</summary>
/// <remarks>
/// Decoding drives a <see cref="Utf8JsonReader"/> by hand: beyond the observation itself nothing is allocated once names are
/// known. Unknown members are passed over; one that is twice there counts as it stands last. <c>ts</c> must lie between
/// 1970 and 2106, as a capture's can: how far it may be from now is the caller's question. Encoding and decoding give back the
/// same observation, with texts cut to 512 bytes. The JSON Schemas are in docs/schemas.
/// </remarks>
public static class TelemetryCodec
{
    /// <summary>Larger payloads are refused whole.</summary>
    public const int MaxPayloadBytes = 256 * 1024;

    private const int MaxDepth = 8;

    // An exception for each of 80,000 bad lines would hold up the sensors that behave.
    private const int MaxBadJson = 16;

    [ThreadStatic]
    private static TelemetryWriter? _writer;

    /// <summary>Decodes one object, a JSON array or NDJSON. Good objects are added to <paramref name="events"/>; each bad one is counted by reason through <paramref name="rejected"/>. Never throws on hostile input.</summary>
    /// <remarks>
    /// After text that is not JSON, reading goes on at the next line that begins an object; what follows it in an array is lost.
    /// Reasons: <c>too-large</c>, <c>bad-json</c>, <c>too-deep</c>, <c>not-an-object</c>, <c>schema</c>, <c>missing-…</c>, <c>ts-range</c>,
    /// <c>bad-address</c>, <c>bad-mac</c>, <c>bad-number</c>, <c>bad-word</c>, <c>bad-text</c>, <c>bad-flag</c>, <c>bad-list</c>, <c>bad-bursts</c>,
    /// <c>text-too-long</c>, <c>too-many-bursts</c>, <c>too-many-answers</c>.
    /// </remarks>
    public static void Decode(TelemetryKind kind, ReadOnlySpan<byte> payload, ICollection<TelemetryEvent> events, Action<string> rejected)
    {
        if (payload.Length > MaxPayloadBytes)
        {
            rejected("too-large");
            return;
        }
        for (var bad = 0; bad < MaxBadJson && !payload.Trim(" \t\r\n\0"u8).IsEmpty; bad++)
        {
            var json = new Utf8JsonReader(payload, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth });
            try
            {
                while (json.Read())
                    Value(kind, ref json, events, rejected);
                return;
            }
            catch (Exception failed) when (failed is JsonException or InvalidOperationException)
            {
                // InvalidOperationException: text that is not UTF-8, or half a surrogate pair.
                rejected(json.CurrentDepth >= MaxDepth - 1 ? "too-deep" : "bad-json");
            }
            // The end of a line cut short may be consumed already, as white space before what did not fit.
            var consumed = (int)json.BytesConsumed;
            while (consumed > 0 && payload[consumed - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                consumed--;
            payload = payload[consumed..];
            var next = payload.IndexOf("\n{"u8);
            if (next < 0)
                return;
            payload = payload[(next + 1)..];
        }
    }

    /// <summary>Which ingest topic an observation belongs to; null for one that is not sent.</summary>
    public static TelemetryKind? KindOf(Observation observation) => observation switch
    {
        FlowObservation => TelemetryKind.Flow,
        DnsObservation => TelemetryKind.Dns,
        WifiObservation => TelemetryKind.Wifi,
        LeaseObservation => TelemetryKind.Lease,
        TickObservation => TelemetryKind.Tick,
        _ => null,
    };

    /// <summary>Writes one observation as one JSON object (no newline).</summary>
    /// <param name="sequence">The object's place in the sensor's sequence; negative = left out.</param>
    /// <exception cref="ArgumentException">The observation has no schema (<see cref="KindOf"/> is null).</exception>
    public static void Encode(Observation observation, long sequence, IBufferWriter<byte> output)
    {
        var kind = KindOf(observation) ?? throw new ArgumentException($"{observation.GetType().Name} is not sent", nameof(observation));
        var to = _writer ??= new TelemetryWriter();
        to.Json.Reset(output);
        to.Json.WriteStartObject();
        to.Json.WriteString("schema"u8, SchemaOf(kind));
        to.Json.WriteNumber("ts"u8, (observation.At.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond);
        if (sequence >= 0)
            to.Json.WriteNumber("seq"u8, sequence);
        switch (observation)
        {
            case FlowObservation flow:
                FlowSchema.Write(to, flow);
                break;
            case DnsObservation dns:
                DnsSchema.Write(to, dns);
                break;
            case WifiObservation wifi:
                WifiSchema.Write(to, wifi);
                break;
            case LeaseObservation lease:
                LeaseSchema.Write(to, lease);
                break;
        }
        to.Json.WriteEndObject();
        to.Json.Flush();
    }

    internal static ReadOnlySpan<byte> SchemaOf(TelemetryKind kind) => kind switch
    {
        TelemetryKind.Flow => FlowSchema.Name,
        TelemetryKind.Dns => DnsSchema.Name,
        TelemetryKind.Wifi => WifiSchema.Name,
        TelemetryKind.Tick => TickSchema.Name,
        _ => LeaseSchema.Name,
    };

    /// <summary>One value at the top: an object, or an array of them.</summary>
    private static void Value(TelemetryKind kind, ref Utf8JsonReader json, ICollection<TelemetryEvent> events, Action<string> rejected)
    {
        if (json.TokenType == JsonTokenType.StartArray)
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                Object(kind, ref json, events, rejected);
        else
            Object(kind, ref json, events, rejected);
    }

    private static void Object(TelemetryKind kind, ref Utf8JsonReader json, ICollection<TelemetryEvent> events, Action<string> rejected)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            rejected("not-an-object");
            json.Skip();
            return;
        }
        var reader = new TelemetryReader(json, SchemaOf(kind));
        try
        {
            Observation? observation = kind switch
            {
                TelemetryKind.Flow => FlowSchema.Read(ref reader),
                TelemetryKind.Dns => DnsSchema.Read(ref reader),
                TelemetryKind.Wifi => WifiSchema.Read(ref reader),
                TelemetryKind.Tick => TickSchema.Read(ref reader),
                _ => LeaseSchema.Read(ref reader),
            };
            if (observation is not null)
                events.Add(new TelemetryEvent(observation, reader.Sequence));
            else
                rejected(reader.Problem!);
        }
        finally
        {
            json = reader.Json;
        }
    }
}
