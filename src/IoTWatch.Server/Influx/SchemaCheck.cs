using System.Text.Json;

namespace IoTWatch.Server.Influx;

/// <summary>
/// Compares the field types that a server already holds with those of the schema, before the first point is sent.
/// </summary>
public static class SchemaCheck
{
    /// <summary>One sentence per field whose type on the server can not take ours; empty when all is well.</summary>
    /// <remarks>A field may have several types over its shards; only one that never had ours is a conflict.</remarks>
    /// <exception cref="HttpRequestException">The server cannot be reached or refused the query.</exception>
    public static async Task<IReadOnlyList<string>> FindConflictsAsync(InfluxClient client, InfluxDatabase database,
        CancellationToken stop)
    {
        var answer = await client.QueryAsync(database.Name, "SHOW FIELD KEYS", stop);
        var conflicts = new List<string>();
        foreach (var measurement in database.Measurements)
            foreach (var field in TypesOnServer(answer, measurement.Name).ToLookup(f => f.Name, f => f.Type))
                if (measurement.Fields.TryGetValue(field.Key, out var ours) && !field.Contains(Word(ours)))
                    conflicts.Add(
                        $"field {field.Key} of {measurement.Name} in {database.Name} is {string.Join('/', field)} "
                        + $"on the server, we write {Word(ours)}");
        return conflicts;
    }

    private static IEnumerable<(string Name, string Type)> TypesOnServer(JsonElement answer, string measurement) =>
        from result in answer.GetProperty("results").EnumerateArray()
        where result.TryGetProperty("series", out _)
        from series in result.GetProperty("series").EnumerateArray()
        where series.GetProperty("name").GetString() == measurement
        from row in series.GetProperty("values").EnumerateArray()
        select (row[0].GetString() ?? "", row[1].GetString() ?? "");

    private static string Word(FieldType type) => type switch
    {
        FieldType.Whole => "integer",
        FieldType.Real => "float",
        _ => "string",
    };
}
