using System.Text.Json;
using System.Text.Json.Serialization;

namespace IoTWatch.Server.Feed;

/// <summary>Writes the values of an enum as <c>snake_case</c> words.</summary>
internal sealed class LowerCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
