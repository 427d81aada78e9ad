using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Alerts;

/// <summary>
/// Writes and reads the JSON of alerts: snake_case names, enumeration members in lower case, times as ISO 8601 UTC.
/// </summary>
public static class AlertJson
{
    public static string Write(Alert alert) => JsonSerializer.Serialize(alert, AlertJsonContext.Default.Alert);

    public static byte[] WriteBytes(Alert alert) =>
        JsonSerializer.SerializeToUtf8Bytes(alert, AlertJsonContext.Default.Alert);

    public static byte[] WriteBytes(AlertChange change) =>
        JsonSerializer.SerializeToUtf8Bytes(change, AlertJsonContext.Default.AlertChange);

    /// <exception cref="JsonException">The text is not an alert.</exception>
    public static Alert Read(string json) =>
        JsonSerializer.Deserialize(json, AlertJsonContext.Default.Alert)
        ?? throw new JsonException("null is not an alert");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [
        typeof(SnakeCaseConverter<AlertKind>), typeof(SnakeCaseConverter<Severity>),
        typeof(SnakeCaseConverter<AlertChangeType>), typeof(SnakeCaseConverter<AlertState>),
        typeof(JsonStringEnumConverter<Destinations.Tier>)])]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertChange))]
internal sealed partial class AlertJsonContext : JsonSerializerContext;
