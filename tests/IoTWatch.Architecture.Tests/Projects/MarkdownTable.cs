using System.Text.RegularExpressions;

namespace IoTWatch.Architecture.Tests.Projects;

/// <summary>Reads the table under one heading of a Markdown file.</summary>
internal static partial class MarkdownTable
{
    /// <summary>Returns the cells of each row; for each cell, the names that stand between backticks.</summary>
    public static IEnumerable<IReadOnlyList<IReadOnlyList<string>>> Rows(string markdown, string heading) =>
        markdown.Split('\n')
            .SkipWhile(line => line.TrimEnd() != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ', '\r').Split('|').Select(Names).ToList());

    private static List<string> Names(string cell) =>
        [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
