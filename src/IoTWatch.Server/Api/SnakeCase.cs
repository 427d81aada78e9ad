using System.Text.Json;
using System.Text.Json.Serialization;

namespace IoTWatch.Server.Api;

/// <summary>Writes enumeration members as <c>snake_case</c>, as they stand in JSON, queries and addresses.</summary>
internal static class SnakeCase
{
    public static string Of<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());
}

/// <summary>The same in a JSON serializer context.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
