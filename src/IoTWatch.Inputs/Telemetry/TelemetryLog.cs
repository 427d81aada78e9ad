using System.Text.Json;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>Telemetry kept in a file: one object a line, each naming its schema.</summary>
internal static class TelemetryLog
{
    /// <summary>The first object names one of the schemas.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(" \t\r\n\uFEFF"u8);
        var end = head.IndexOf((byte)'\n');
        return head.StartsWith("{"u8) && KindOf(end < 0 ? head : head[..end]) is not null;
    }

    /// <summary>In the order of the file; a line that cannot be used is counted by reason.</summary>
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

    /// <summary>The schema that an object names at its top; null where it names none of the four, or is broken before it does.</summary>
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
                    return json.TokenType == JsonTokenType.String ? Known(json) : null;
                json.Skip();
            }
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return null;
        }
        return null;
    }

    private static TelemetryKind? Known(Utf8JsonReader json)
    {
        foreach (var kind in Enum.GetValues<TelemetryKind>())
            if (json.ValueTextEquals(TelemetryCodec.SchemaOf(kind)))
                return kind;
        return null;
    }
}
