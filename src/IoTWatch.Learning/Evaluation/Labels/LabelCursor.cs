using System.Text.Json;

namespace IoTWatch.Learning.Evaluation.Labels;

/// <summary>A value of a label file and where it stands, so that every problem can name its path.</summary>
/// <remarks>A member that is null counts as absent. Members of unknown names are left alone: label files carry what their authors need.</remarks>
internal readonly record struct LabelCursor(JsonElement Value, string Path, ICollection<string> Problems)
{
    private const double MostNumber = 1e9;

    public bool IsObject => Value.ValueKind == JsonValueKind.Object;

    public LabelCursor? Find(string name) =>
        IsObject && Value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? new LabelCursor(member, Path.Length == 0 ? name : $"{Path}.{name}", Problems)
            : null;

    public void Problem(string what) => Problems.Add(Path.Length == 0 ? what : $"{Path}: {what}");

    public void Problem(string name, string what) => Problems.Add(Path.Length == 0 ? $"{name}: {what}" : $"{Path}.{name}: {what}");

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
        if (Value.ValueKind == JsonValueKind.String && Value.GetString() is { } text && !string.IsNullOrWhiteSpace(text))
            return text.Trim();
        Problem("is not a text");
        return null;
    }

    public double? Number(double least)
    {
        if (Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && number >= least && number <= MostNumber)
            return number;
        Problem(FormattableString.Invariant($"is not a number from {least}"));
        return null;
    }

    public int? Whole(int least, int most)
    {
        if (Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Problem($"is not a whole number from {least} to {most}");
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
