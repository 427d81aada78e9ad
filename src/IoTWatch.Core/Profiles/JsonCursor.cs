using System.Text.Json;

namespace IoTWatch.Core.Profiles;

/// <summary>A JSON value and its path, for error messages.</summary>
internal readonly record struct JsonCursor(JsonElement Value, string Path, ICollection<string> Problems)
{
    public void Problem(string whatAndMend) => Problems.Add($"{Path}: {whatAndMend}");

    /// <summary>Returns the member of this name, or null.</summary>
    public JsonCursor? Find(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var member)
            ? new JsonCursor(member, $"{Path}.{name}", Problems)
            : null;

    /// <summary>Returns the member of this name; adds a problem if it is missing.</summary>
    public JsonCursor? Require(string name, string mend)
    {
        var member = Find(name);
        if (member is null)
            Problem($"'{name}' is missing; {mend}");
        return member;
    }

    public IEnumerable<(string Name, JsonCursor Value)> Members()
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            Problem("is not an object; write { … }");
            yield break;
        }
        foreach (var member in Value.EnumerateObject())
            yield return (member.Name, new JsonCursor(member.Value, $"{Path}.{member.Name}", Problems));
    }

    public IEnumerable<JsonCursor> Items()
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            Problem("is not a list; write [ … ]");
            yield break;
        }
        var index = 0;
        foreach (var item in Value.EnumerateArray())
            yield return new JsonCursor(item, $"{Path}[{index++}]", Problems);
    }

    /// <summary>Returns a text that is not empty; otherwise null, with a problem.</summary>
    public string? Text()
    {
        if (Value.ValueKind == JsonValueKind.String
            && Value.GetString() is { } text
            && !string.IsNullOrWhiteSpace(text))
            return text;
        Problem("is not a text; write it in quotes");
        return null;
    }

    /// <summary>Returns one text, or a list of texts.</summary>
    public IReadOnlyList<string> Texts()
    {
        if (Value.ValueKind == JsonValueKind.Array)
            return [.. Items().Select(item => item.Text()).OfType<string>()];
        return Text() is { } text ? [text] : [];
    }

    public int? Integer(int min, int max)
    {
        if (Value.ValueKind == JsonValueKind.Number
            && Value.TryGetInt32(out var number)
            && number >= min
            && number <= max)
            return number;
        Problem($"is not a whole number from {min} to {max}");
        return null;
    }
}
