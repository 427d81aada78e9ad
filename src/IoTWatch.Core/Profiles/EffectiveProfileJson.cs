using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IoTWatch.Core.Profiles;

/// <summary>
/// Writes an effective profile as plain JSON with one block per rule in a fixed order, so that two can be compared line
/// by line.
/// </summary>
public static class EffectiveProfileJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Default
    };

    public static string Write(string profile, IEnumerable<EffectiveRule> rules)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("profile", profile);
            json.WriteStartArray("rules");
            foreach (var rule in rules)
                Write(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, EffectiveRule rule)
    {
        json.WriteStartObject();
        json.WriteString("source", rule.Source);
        json.WriteString("name", rule.Name);
        json.WriteString("destination", rule.Destination);
        json.WriteString("protocol", rule.Protocol?.ToString().ToLowerInvariant() ?? "any");
        json.WriteString("ports", (rule.FirstPort, rule.LastPort) switch
        {
            (0, ushort.MaxValue) => "any",
            _ when rule.FirstPort == rule.LastPort => rule.FirstPort.ToString(CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{rule.FirstPort}-{rule.LastPort}"),
        });
        if (rule.PeriodSeconds is { } period)
            json.WriteNumber("period_s", Math.Round(period, 2));
        Time(json, "created", rule.CreatedAt);
        Time(json, "expiry", rule.ExpiresAt);
        json.WriteNumber("hits", rule.Hits);
        Time(json, "last_hit", rule.LastHitAt);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTime? at)
    {
        if (at is { } time)
            json.WriteString(name, MudTime.Text(time));
        else
            json.WriteNull(name);
    }
}
