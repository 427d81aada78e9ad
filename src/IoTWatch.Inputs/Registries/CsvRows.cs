using System.Text;

namespace IoTWatch.Inputs.Registries;

/// <summary>Reads comma-separated rows with quoted fields, which may hold line ends (RFC 4180).</summary>
internal static class CsvRows
{
    public static IEnumerable<List<string>> Read(TextReader reader)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (int c; (c = reader.Read()) >= 0;)
        {
            if (c == '"')
            {
                if (quoted && reader.Peek() == '"')
                    field.Append((char)reader.Read());
                else
                    quoted = !quoted;
            }
            else if (quoted || c is not (',' or '\n' or '\r'))
            {
                field.Append((char)c);
            }
            else if (c != '\r')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == ',')
                    continue;
                yield return row;
                row = [];
            }
        }
        if (row.Count == 0 && field.Length == 0)
            yield break;
        row.Add(field.ToString());
        yield return row;
    }
}
