using System.Text.Json;
using System.Text.Json.Serialization;

namespace IoTWatch.Core.Text;

/// <summary>Writes enumeration members as <c>snake_case</c>: in JSON, queries, topics and InfluxDB tags.</summary>
public static class SnakeCase
{
    public static string Of<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());
}

/// <summary>The same for a JSON serializer context.</summary>
public sealed class SnakeCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
