using System.Text.RegularExpressions;

namespace IoTWatch.House.Tests.Walls;

/// <summary>The table of projects in docs/architecture.md: what each may use and reference.</summary>
internal sealed partial class WallTable
{
    private readonly Dictionary<string, Row> _rows = [];

    public WallTable(string markdown)
    {
        foreach (var line in markdown.Split('\n').Where(line => line.StartsWith("| `src/", StringComparison.Ordinal)))
        {
            var cells = line.Trim('|', ' ', '\r').Split('|');
            _rows.Add(Names(cells[0]).Single()["src/".Length..], new Row([.. Names(cells[2])], [.. Names(cells[3])]));
        }
    }

    public IReadOnlyDictionary<string, Row> Rows => _rows;

    private static IEnumerable<string> Names(string cell) => Quoted().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    internal sealed record Row(HashSet<string> MayUse, HashSet<string> MayReference);
}
