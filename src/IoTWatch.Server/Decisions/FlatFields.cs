using System.Text.Json;

namespace IoTWatch.Server.Decisions;

/// <summary>The members of a JSON object whose values are plain, as text; nothing at all is an empty object.</summary>
internal static class FlatFields
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 4 };

    /// <returns>Null where it is no such object; <paramref name="problem"/> says why.</returns>
    public static IReadOnlyDictionary<string, string>? Read(ReadOnlyMemory<byte> json, out DecisionProblem? problem)
    {
        problem = null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.IsEmpty)
            return fields;
        try
        {
            using var document = JsonDocument.Parse(json, Limits);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                problem = new DecisionProblem("", "the request must be a JSON object");
            else
                foreach (var member in document.RootElement.EnumerateObject())
                    if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                        problem ??= new DecisionProblem(member.Name, "must be a plain value");
                    else if (member.Value.ValueKind != JsonValueKind.Null)
                        fields[member.Name] = Text(member.Value);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no UTF-16, such as half a surrogate pair.
            problem = new DecisionProblem("", "the request is not JSON");
        }
        return problem is null ? fields : null;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToString(),
    };
}
