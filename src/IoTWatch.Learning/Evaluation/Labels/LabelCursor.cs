using System.Text.Json;

namespace IoTWatch.Learning.Evaluation.Labels;

/// <summary>A JSON value of a label file with its path, for messages that name the path.</summary>
/// <remarks>A null member counts as absent. Unknown members are ignored.</remarks>
internal readonly record struct LabelCursor(JsonElement Value, string Path, ICollection<string> Problems)
{
    private const double MaxNumber = 1e9;

    public bool IsObject => Value.ValueKind == JsonValueKind.Object;

    public LabelCursor? Find(string name) =>
        IsObject && Value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? new LabelCursor(member, Path.Length == 0 ? name : $"{Path}.{name}", Problems)
            : null;

    public void Problem(string what) => Problems.Add(Path.Length == 0 ? what : $"{Path}: {what}");

    public void Problem(string name, string what) =>
        Problems.Add(Path.Length == 0 ? $"{name}: {what}" : $"{Path}.{name}: {what}");

    public IEnumerable<LabelCursor> Items()
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            Problem("is not a list");
            yield break;
        }
        var index = 0;
        foreach (var item in Value.EnumerateArray())
            yield return new LabelCursor(item, $"{Path}[{index++}]", Problems);
    }

    public string? Text()
    {
        if (Value.ValueKind == JsonValueKind.String
            && Value.GetString() is { } text
            && !string.IsNullOrWhiteSpace(text))
            return text.Trim();
        Problem("is not a text");
        return null;
    }

    public double? Number(double min)
    {
        if (Value.ValueKind == JsonValueKind.Number
            && Value.TryGetDouble(out var number)
            && number >= min
            && number <= MaxNumber)
            return number;
        Problem(FormattableString.Invariant($"is not a number from {min}"));
        return null;
    }

    public int? WholeNumber(int min, int max)
    {
        if (Value.ValueKind == JsonValueKind.Number
            && Value.TryGetInt32(out var number)
            && number >= min
            && number <= max)
            return number;
        Problem($"is not a whole number from {min} to {max}");
        return null;
    }

    public bool? Flag()
    {
        if (Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return Value.GetBoolean();
        Problem("is not true or false");
        return null;
    }
}
