namespace IoTWatch.Server.Influx;

/// <summary>One measurement of the schema: where it lives, its tags, and its fields with their types.</summary>
/// <remarks>
/// The same columns make the points and the comparison with the server's <c>SHOW FIELD KEYS</c>: what is written
/// cannot drift from what is checked. Why so strict: a single first point with a wrong type has every later good
/// point of that shard refused.
/// </remarks>
public abstract class Measurement(string database, string name)
{
    public string Database => database;

    public string Name => name;

    public List<string> Tags { get; } = [];

    public Dictionary<string, FieldType> Fields { get; } = [];
}
