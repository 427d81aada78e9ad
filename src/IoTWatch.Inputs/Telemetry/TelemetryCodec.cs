using System.Buffers;
using System.Text.Json;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>Decodes MQTT payloads of the telemetry schemas to observations and encodes observations.</summary>
/// <remarks>
/// The schemas are iotwatch.flow/1, dns/1, wifi/1, lease/1 and tick/1; their JSON Schemas are in docs/schemas. The
/// decoder uses <see cref="Utf8JsonReader"/> directly and allocates only the observation and new names. Unknown members
/// are skipped; of repeated members the last one counts. <c>ts</c> must be between 1970 and 2106; the caller checks its
/// distance from the present. A decoded observation equals the encoded one, with texts truncated to 512 bytes.
/// </remarks>
public static class TelemetryCodec
{
    /// <summary>Larger payloads are rejected.</summary>
    public const int MaxPayloadBytes = 256 * 1024;

    private const int MaxDepth = 8;

    // A limit, because an exception for each of 80,000 bad lines would delay the messages of other sensors.
    private const int MaxBadJson = 16;

    [ThreadStatic]
    private static TelemetryWriter? _writer;

    /// <summary>Decodes one JSON object, an array of objects or NDJSON; never throws on invalid input.</summary>
    /// <remarks>
    /// Each valid object is added to <paramref name="events"/>; for each invalid one <paramref name="rejected"/> is
    /// called with a reason. After text that is not JSON, decoding continues at the next line that begins with an
    /// object; the rest of an array is lost. Reasons: <c>too-large</c>, <c>bad-json</c>, <c>too-deep</c>,
    /// <c>not-an-object</c>, <c>schema</c>, <c>missing-…</c>, <c>ts-range</c>,
    /// <c>bad-address</c>, <c>bad-mac</c>, <c>bad-number</c>, <c>bad-word</c>, <c>bad-text</c>, <c>bad-flag</c>,
    /// <c>bad-list</c>, <c>bad-bursts</c>,
    /// <c>text-too-long</c>, <c>too-many-bursts</c>, <c>too-many-answers</c>.
    /// </remarks>
    public static void Decode(TelemetryKind kind, ReadOnlySpan<byte> payload, ICollection<TelemetryEvent> events,
        Action<string> rejected)
    {
        if (payload.Length > MaxPayloadBytes)
        {
            rejected("too-large");
            return;
        }
        for (var bad = 0; bad < MaxBadJson && !payload.Trim(" \t\r\n\0"u8).IsEmpty; bad++)
        {
            var options = new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth };
            var json = new Utf8JsonReader(payload, options);
            try
            {
                while (json.Read())
                    Value(kind, ref json, events, rejected);
                return;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // InvalidOperationException: text that is not UTF-8, or half a surrogate pair.
                rejected(json.CurrentDepth >= MaxDepth - 1 ? "too-deep" : "bad-json");
            }
            // The line end of a truncated line may be consumed already as white space; step back before it.
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

    /// <summary>Returns the kind of an observation; null if it has no schema.</summary>
    public static TelemetryKind? KindOf(Observation observation) => observation switch
    {
        FlowObservation => TelemetryKind.Flow,
        DnsObservation => TelemetryKind.Dns,
        WifiObservation => TelemetryKind.Wifi,
        LeaseObservation => TelemetryKind.Lease,
        TickObservation => TelemetryKind.Tick,
        _ => null,
    };

    /// <summary>Writes one observation as one JSON object without a newline.</summary>
    /// <param name="sequence">The sequence number at the sensor; a negative number is left out.</param>
    /// <exception cref="ArgumentException">The observation has no schema (<see cref="KindOf"/> is null).</exception>
    public static void Encode(Observation observation, long sequence, IBufferWriter<byte> output)
    {
        var kind = KindOf(observation)
            ?? throw new ArgumentException($"{observation.GetType().Name} has no telemetry schema",
                nameof(observation));
        var to = _writer ??= new TelemetryWriter();
        to.Json.Reset(output);
        to.Json.WriteStartObject();
        to.Json.WriteString("schema"u8, SchemaOf(kind));
        to.Json.WriteNumber("ts"u8, observation.At.ToEpochMs());
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

    /// <summary>Reads a top-level value: an object or an array of objects.</summary>
    private static void Value(TelemetryKind kind, ref Utf8JsonReader json, ICollection<TelemetryEvent> events,
        Action<string> rejected)
    {
        if (json.TokenType == JsonTokenType.StartArray)
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                Object(kind, ref json, events, rejected);
        else
            Object(kind, ref json, events, rejected);
    }

    private static void Object(TelemetryKind kind, ref Utf8JsonReader json, ICollection<TelemetryEvent> events,
        Action<string> rejected)
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
