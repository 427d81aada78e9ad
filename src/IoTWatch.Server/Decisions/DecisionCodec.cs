using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Decisions;

/// <summary>
/// Decisions as the journal keeps them, each with the ticket under which somebody may wait for its outcome.
/// </summary>
internal static class DecisionCodec
{
    public static byte[] Write(Guid ticket, Decision decision) =>
        JsonSerializer.SerializeToUtf8Bytes(new DecisionEntry(ticket, decision), DecisionJson.Default.DecisionEntry);

    /// <exception cref="JsonException">Not a decision of this version.</exception>
    public static DecisionEntry Read(byte[] payload) =>
        JsonSerializer.Deserialize(payload, DecisionJson.Default.DecisionEntry) is { Decision: not null } entry
            ? entry
            : throw new JsonException("null is no decision");
}

/// <summary>A decision and its ticket.</summary>
internal sealed record DecisionEntry(Guid Ticket, Decision Decision);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(SnakeCaseConverter<AlertKind>), typeof(SnakeCaseConverter<Severity>),
        typeof(SnakeCaseConverter<AlertState>), typeof(SnakeCaseConverter<SuppressionScope>),
        typeof(SnakeCaseConverter<TransportProtocol>), typeof(JsonStringEnumConverter<Tier>)])]
[JsonSerializable(typeof(DecisionEntry))]
internal sealed partial class DecisionJson : JsonSerializerContext;
