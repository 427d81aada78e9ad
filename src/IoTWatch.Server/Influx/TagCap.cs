namespace IoTWatch.Server.Influx;

/// <summary>Keeps the number of a tag's values bounded: beyond the cap, new ones become <c>(other)</c>.</summary>
public sealed class TagCap(int max)
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    public string Admit(string value) => _values.Contains(value) || _values.Count < max && _values.Add(value) ? value
        : "(other)";
}
