using System.Text.Json;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Files;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>Reads telemetry files: one JSON object per line, each with its schema.</summary>
internal static class TelemetryLog
{
    /// <summary>Returns true if the first object has one of the schemas.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(" \t\r\n\uFEFF"u8);
        var end = head.IndexOf((byte)'\n');
        return head.StartsWith("{"u8) && KindOf(end < 0 ? head : head[..end]) is not null;
    }

    /// <summary>Returns the observations in the order of the file; unused lines are counted by reason.</summary>
    public static List<Observation> Read(Stream stream, ReadReport report)
    {
        var observations = new List<Observation>();
        var events = new List<TelemetryEvent>();
        var lines = new LineReader(stream);
        Action<string> rejected = reason => report.Count(reason);
        while (lines.TryRead(out var line))
        {
            if (line.Trim(" \t\uFEFF"u8).IsEmpty)
                continue;
            report.Rows++;
            if (KindOf(line) is not { } kind)
            {
                report.Count("schema");
                continue;
            }
            events.Clear();
            TelemetryCodec.Decode(kind, line, events, rejected);
            foreach (var (observation, _) in events)
                observations.Add(observation);
        }
        if (lines.TooLong > 0)
            report.Count("row-too-long", lines.TooLong);
        return observations;
    }

    /// <summary>
    /// Returns the kind for the schema of an object; null if the schema is missing or unknown, or the JSON is damaged
    /// before it.
    /// </summary>
    private static TelemetryKind? KindOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line.TrimStart("\uFEFF"u8));
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isSchema = json.ValueTextEquals("schema"u8);
                json.Read();
                if (isSchema)
                    return json.TokenType == JsonTokenType.String ? KindOfSchema(json) : null;
                json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        return null;
    }

    private static TelemetryKind? KindOfSchema(Utf8JsonReader json)
    {
        foreach (var kind in Enum.GetValues<TelemetryKind>())
            if (json.ValueTextEquals(TelemetryCodec.SchemaOf(kind)))
                return kind;
        return null;
    }
}
