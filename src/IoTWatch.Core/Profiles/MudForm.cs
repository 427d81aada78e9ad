using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IoTWatch.Core.Profiles;

/// <summary>
/// Converts a MUD document to the form of the standard: names of the drafts become those of RFC 8519 and 8520,
/// everything else is unchanged.
/// </summary>
public static class MudForm
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <param name="json">A document that <see cref="MudReader"/> reads without a problem.</param>
    public static string Standard(string json)
    {
        using var document = JsonDocument.Parse(json);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Copy(document.RootElement, writer, "");
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Copy(JsonElement value, Utf8JsonWriter writer, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(Standardised(member.Name));
                    Copy(member.Value, writer, Standardised(member.Name));
                }
                // A single port without an operator is "eq" in the drafts; the standard has no default.
                if (name is "source-port" or "destination-port"
                    && !value.TryGetProperty("operator", out _)
                    && value.TryGetProperty("port", out _))
                    writer.WriteString("operator", "eq");
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Copy(item, writer, "");
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Standardised(string name) => name switch
    {
        "ietf-access-control-list:access-lists" => "ietf-access-control-list:acls",
        "source-port-range-or-operator" or "source-port-range" => "source-port",
        "destination-port-range-or-operator" or "destination-port-range" => "destination-port",
        _ => name,
    };
}
